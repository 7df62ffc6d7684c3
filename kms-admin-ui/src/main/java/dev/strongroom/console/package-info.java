/** The web console for security admins. */
@NullMarked
package dev.strongroom.console;

import org.jspecify.annotations.NullMarked;
