package dev.strongroom.server.configuration;

/** What one process of a deployment does; without configuration it does everything. */
public enum ServerRole {
  /** Answers the AWS wire protocols. */
  API,
  /** Serves the console to people. */
  CONSOLE,
  /** Runs what is due: rotation, deletion, expiry, the audit log's checkpoints. */
  JOBS
}
