package dev.strongroom.server.command;

import dev.strongroom.server.home.Home;

/** A command needs the running server of a home that has none. */
public final class NotRunning extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotRunning(Home home) {
    super("No server runs in " + home.directory() + ". Start it with ./strongroom up.");
  }
}
