/** The command line of the runnable jar, which the launcher script calls. */
@NullMarked
package dev.strongroom.server.command;

import org.jspecify.annotations.NullMarked;
