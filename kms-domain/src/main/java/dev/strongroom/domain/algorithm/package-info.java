/** The facts about key specs and algorithms: the one table of what fits what. */
@NullMarked
package dev.strongroom.domain.algorithm;

import org.jspecify.annotations.NullMarked;
