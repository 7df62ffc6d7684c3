package dev.strongroom.server;

import dev.strongroom.server.command.StrongroomCommand;

/** The main class of the runnable jar. */
public final class Strongroom {
  private Strongroom() {}

  public static void main(String[] arguments) {
    System.exit(StrongroomCommand.run(arguments));
  }
}
