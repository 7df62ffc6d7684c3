/** The audit trail: events, their group commit, and the freshness check that rides on it. */
@NullMarked
package dev.strongroom.domain.audit;

import org.jspecify.annotations.NullMarked;
