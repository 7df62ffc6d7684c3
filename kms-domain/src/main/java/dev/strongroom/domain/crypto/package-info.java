/** Cryptography over bytes: JCA, Bouncy Castle and AWS-LC only, no Spring, no I/O. */
@NullMarked
package dev.strongroom.domain.crypto;

import org.jspecify.annotations.NullMarked;
