/** AWS JSON 1.1, driven by the shapes of request and response records. */
@NullMarked
package dev.strongroom.api.json;

import org.jspecify.annotations.NullMarked;
