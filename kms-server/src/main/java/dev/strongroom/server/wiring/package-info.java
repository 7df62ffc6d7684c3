/** How the parts are put together; the beans are the same in every form of start. */
@NullMarked
package dev.strongroom.server.wiring;

import org.jspecify.annotations.NullMarked;
