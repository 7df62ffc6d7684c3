/** What an answer depends on, and how a replica learns that it changed (docs/adr/0002). */
@NullMarked
package dev.strongroom.domain.freshness;

import org.jspecify.annotations.NullMarked;
