/**
 * How many calls an account may make: request quotas and the buckets that hold accounts to them.
 */
@NullMarked
package dev.strongroom.domain.throttle;

import org.jspecify.annotations.NullMarked;
