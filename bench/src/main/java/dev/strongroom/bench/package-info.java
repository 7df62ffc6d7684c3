/** The load driver of {@code ./strongroom bench}: bench/README.md has the method and its limits. */
@NullMarked
package dev.strongroom.bench;

import org.jspecify.annotations.NullMarked;
