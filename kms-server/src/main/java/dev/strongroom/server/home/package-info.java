/** The directory in which a server keeps everything of its own, and who may use it. */
@NullMarked
package dev.strongroom.server.home;

import org.jspecify.annotations.NullMarked;
