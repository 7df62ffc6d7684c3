/**
 * What the edge and the calls hand each other: requests, answers and the forms they are written in.
 */
@NullMarked
package dev.strongroom.api.wire;

import org.jspecify.annotations.NullMarked;
