package dev.strongroom.server.doctor;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.failure.StartFailures;
import dev.strongroom.server.home.Home;

/**
 * What one look has found.
 *
 * @param subject what was looked at
 * @param says how it is, in a sentence
 * @param remedy what to do; empty when nothing is
 */
public record Finding(String subject, Outcome outcome, String says, String remedy) {

  /** How bad it is. */
  public enum Outcome {
    OK,
    WARNING,
    FAILED
  }

  /** A look that says how it is, or throws. */
  @FunctionalInterface
  interface Look {
    Finding take() throws Exception;
  }

  static Finding ok(String subject, String says) {
    return new Finding(subject, Outcome.OK, says, "");
  }

  static Finding warning(String subject, String says, String remedy) {
    return new Finding(subject, Outcome.WARNING, says, remedy);
  }

  static Finding failed(String subject, String says, String remedy) {
    return new Finding(subject, Outcome.FAILED, says, remedy);
  }

  /** What would have refused a start is told as the start would tell it. */
  static Finding of(String subject, Home home, Look look) {
    try {
      return look.take();
    } catch (Exception e) {
      StartFailure failure = StartFailures.explain(e, home.serverLog().toString());
      return failed(subject, failure.cause(), failure.remedy());
    }
  }
}
