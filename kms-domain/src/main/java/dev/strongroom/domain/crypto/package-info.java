/** Cryptography over bytes: JCA and Bouncy Castle only, no Spring, no I/O. */
@NullMarked
package dev.strongroom.domain.crypto;

import org.jspecify.annotations.NullMarked;
