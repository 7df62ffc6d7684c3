package dev.strongroom.server;

/** The main class of the runnable jar. */
public final class Strongroom {
  private Strongroom() {}

  public static void main(String[] arguments) {}
}
