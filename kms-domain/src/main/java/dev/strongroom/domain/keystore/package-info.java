/** Where key material lives and how it is opened. */
@NullMarked
package dev.strongroom.domain.keystore;

import org.jspecify.annotations.NullMarked;
