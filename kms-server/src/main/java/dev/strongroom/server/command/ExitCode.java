package dev.strongroom.server.command;

/** What the process answers to the shell; the launcher script has the same numbers. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int NOT_RUNNING = 3;

  private ExitCode() {}
}
