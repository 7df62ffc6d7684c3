/** Deciding whether a call is allowed. Pure: no Spring, no I/O. */
@NullMarked
package dev.strongroom.domain.policy;

import org.jspecify.annotations.NullMarked;
