/** Why the server could not start: one cause and one remedy instead of a stack trace. */
@NullMarked
package dev.strongroom.server.failure;

import org.jspecify.annotations.NullMarked;
