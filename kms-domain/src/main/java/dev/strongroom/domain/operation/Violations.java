package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request: all of it is counted, and told in AWS's words up to a number. */
final class Violations {
  // A body can hold 100,000 wrong elements, each of which would become a hundred bytes of answer.
  private static final int MOST_TOLD = 50;

  private final List<String> told = new ArrayList<>();
  private int count;

  /**
   * @param shown {@code Value} with as much of the value as may be shown
   * @param at the member's path
   */
  void add(String shown, String at, String constraint) {
    count++;
    if (told.size() < MOST_TOLD) {
      told.add(shown + " at '" + at + "' failed to satisfy constraint: " + constraint);
    }
  }

  /**
   * @throws KmsException ValidationException when there is any
   */
  void refuse() {
    if (count > 0) {
      String detected =
          count == 1 ? "1 validation error detected: " : count + " validation errors detected: ";
      throw new KmsException(ErrorCode.VALIDATION, detected + String.join("; ", told));
    }
  }
}
