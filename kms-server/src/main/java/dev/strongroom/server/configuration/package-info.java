/**
 * What an operator can set, as {@code strongroom.*} properties or {@code STRONGROOM_*} variables.
 */
@NullMarked
package dev.strongroom.server.configuration;

import org.jspecify.annotations.NullMarked;
