/** Operations and the one pipeline that runs them. */
@NullMarked
package dev.strongroom.domain.operation;

import org.jspecify.annotations.NullMarked;
