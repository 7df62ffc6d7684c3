/**
 * No account at another's expense: caches with a share per account, and queues in which the
 * accounts take turns (docs/adr/0005).
 */
@NullMarked
package dev.strongroom.domain.fairness;

import org.jspecify.annotations.NullMarked;
