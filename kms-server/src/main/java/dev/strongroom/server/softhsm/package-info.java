/** The software token of a machine that has no HSM, below the home. */
@NullMarked
package dev.strongroom.server.softhsm;

import org.jspecify.annotations.NullMarked;
