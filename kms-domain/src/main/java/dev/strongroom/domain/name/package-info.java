/** Value types of names and identifiers: imported by all packages, importing none. */
@NullMarked
package dev.strongroom.domain.name;

import org.jspecify.annotations.NullMarked;
