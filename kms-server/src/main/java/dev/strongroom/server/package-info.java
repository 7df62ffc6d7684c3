/** The runnable jar: main class and application context. */
@NullMarked
package dev.strongroom.server;

import org.jspecify.annotations.NullMarked;
