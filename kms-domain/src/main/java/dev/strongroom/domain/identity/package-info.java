/** Who calls: callers, principals and their credentials. */
@NullMarked
package dev.strongroom.domain.identity;

import org.jspecify.annotations.NullMarked;
