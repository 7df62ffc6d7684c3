/** The operations of AWS KMS, one file each. */
@NullMarked
package dev.strongroom.domain.operation.kms;

import org.jspecify.annotations.NullMarked;
