/** The errors that callers receive: a leaf, so that every package can throw the documented one. */
@NullMarked
package dev.strongroom.domain.error;

import org.jspecify.annotations.NullMarked;
