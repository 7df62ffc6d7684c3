package dev.strongroom.server.configuration;

/** How strict the start is. */
public enum Mode {
  /** The embedded database, SoftHSM and plain HTTP on the loopback interface are allowed. */
  DEVELOPMENT,
  /** None of them is. */
  PRODUCTION
}
