package dev.strongroom.domain.throttle;

/**
 * How many calls a second an account may make of one operation, or of several that share the quota.
 *
 * @param name what the quota is called in the configuration: its operation's name, or a shared one
 * @param place its place in an account's buckets
 * @param perSecond the calls that come back into a bucket in a second, 0.001 to 1,000,000
 * @param burst the calls that a full bucket holds, 1 to 1,000,000
 */
public record RequestQuota(String name, int place, double perSecond, int burst) {
  private static final double LEAST = 0.001;
  private static final double MOST = 1_000_000;
  private static final double NANOS_A_SECOND = 1e9;

  public RequestQuota {
    // Also refuses NaN. Within these bounds no product of interval and burst leaves a long.
    if (!(perSecond >= LEAST && perSecond <= MOST)) {
      throw new IllegalArgumentException(
          "the rate of " + name + " is between 0.001 and 1,000,000 a second, not " + perSecond);
    }
    if (burst < 1 || burst > MOST) {
      throw new IllegalArgumentException(
          "the burst of " + name + " is between 1 and 1,000,000 calls, not " + burst);
    }
  }

  /** The time in which one call comes back. */
  long intervalNanos() {
    return Math.round(NANOS_A_SECOND / perSecond);
  }

  /** How far a bucket may be ahead of its rate when one more call is let in. */
  long toleranceNanos() {
    return (burst - 1) * intervalNanos();
  }
}
