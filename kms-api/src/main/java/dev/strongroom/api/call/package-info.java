/** From a request to a running operation and back to an answer. */
@NullMarked
package dev.strongroom.api.call;

import org.jspecify.annotations.NullMarked;
