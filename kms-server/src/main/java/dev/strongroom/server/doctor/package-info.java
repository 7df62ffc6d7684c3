/** What is in order and what is not, for whoever operates a server. */
@NullMarked
package dev.strongroom.server.doctor;

import org.jspecify.annotations.NullMarked;
