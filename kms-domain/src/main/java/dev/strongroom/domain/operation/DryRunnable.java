package dev.strongroom.domain.operation;

import org.jspecify.annotations.Nullable;

/** A request that may ask whether it would succeed (AWS KMS, DryRun). */
public interface DryRunnable {

  /** True to check only. */
  @Nullable Boolean dryRun();
}
