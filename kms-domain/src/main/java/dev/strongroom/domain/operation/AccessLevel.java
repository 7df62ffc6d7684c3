package dev.strongroom.domain.operation;

/** The access level that the service authorization reference gives an action. */
public enum AccessLevel {
  LIST,
  READ,
  WRITE,
  PERMISSIONS_MANAGEMENT,
  TAGGING
}
