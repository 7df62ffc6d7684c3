package dev.strongroom.domain.operation;

/** The response of operations that answer with no members. */
public record Nothing() {
  public static final Nothing INSTANCE = new Nothing();
}
