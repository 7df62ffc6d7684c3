/** Keys, their states and transitions, aliases, and the cache of opened keys. */
@NullMarked
package dev.strongroom.domain.key;

import org.jspecify.annotations.NullMarked;
