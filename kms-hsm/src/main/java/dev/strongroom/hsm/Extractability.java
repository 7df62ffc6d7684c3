package dev.strongroom.hsm;

/** Whether a root key can leave its token; fixed when it is made. */
public enum Extractability {
  /** Never, in no form. */
  NEVER,
  /** Only wrapped by a key that the security officer has marked as trusted: for escrow. */
  BY_TRUSTED_KEY
}
