/** The operations of AWS STS, one file each. */
@NullMarked
package dev.strongroom.domain.operation.sts;

import org.jspecify.annotations.NullMarked;
