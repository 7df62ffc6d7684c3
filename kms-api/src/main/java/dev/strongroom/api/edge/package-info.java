/** The HTTP server: limits, time-outs, drain. Knows no service and no operation. */
@NullMarked
package dev.strongroom.api.edge;

import org.jspecify.annotations.NullMarked;
