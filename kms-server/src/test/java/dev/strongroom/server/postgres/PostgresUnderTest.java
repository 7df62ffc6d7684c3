package dev.strongroom.server.postgres;

/** The PostgreSQL that this run's tests work on: the property {@code test.database}. */
public enum PostgresUnderTest {
  /** Below the home, as a server has it that names none; the default. */
  EMBEDDED,

  /** PostgreSQL 15, the oldest that is served, in a container, named as an operator names it. */
  CONTAINER;

  /** What was chosen for this run. */
  public static PostgresUnderTest chosen() {
    String name = System.getProperty("test.database", "embedded");
    return switch (name) {
      case "embedded" -> EMBEDDED;
      case "container" -> CONTAINER;
      default -> throw new IllegalArgumentException("test.database is " + name);
    };
  }
}
