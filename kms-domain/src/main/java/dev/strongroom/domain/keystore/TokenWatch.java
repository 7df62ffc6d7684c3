package dev.strongroom.domain.keystore;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the token whenever nobody else has for a while, and every second while it is silent, so that
 * an idle replica knows that it is there, and a busy one soon knows that it is back. On a thread of
 * its own: a token that hangs holds up nothing else.
 */
public final class TokenWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration PAUSE_WHILE_SILENT = Duration.ofSeconds(1);
  private static final int PROBES_IN_TIME = 4;

  private final TokenPresence presence;
  private final Runnable probe;
  private final Duration pause;
  private final Thread thread;
  private volatile boolean silent;
  private volatile boolean closed;

  /**
   * Starts watching.
   *
   * @param withoutToken how long opened keys serve without an answer; it is asked more often
   * @param probe makes the token work with a root key, and throws when it does not
   */
  public TokenWatch(TokenPresence presence, Duration withoutToken, Runnable probe) {
    this.presence = presence;
    this.probe = probe;
    Duration often = withoutToken.dividedBy(PROBES_IN_TIME);
    pause = often.compareTo(LONGEST_PAUSE) < 0 ? often : LONGEST_PAUSE;
    thread = Thread.ofPlatform().name("token-watch").daemon().start(this::watch);
  }

  /** Whether the token answers, as far as is known: a call that hangs is no answer. */
  public boolean answers() {
    return !silent && presence.silence().compareTo(pause.multipliedBy(PROBES_IN_TIME)) < 0;
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(
            silent && PAUSE_WHILE_SILENT.compareTo(pause) < 0 ? PAUSE_WHILE_SILENT : pause);
      } catch (InterruptedException e) {
        return;
      }
      if (silent || presence.silence().compareTo(pause) >= 0) {
        ask();
      }
    }
  }

  private void ask() {
    try {
      probe.run();
      if (silent) {
        LOG.warn("The token answers again.");
      }
      silent = false;
    } catch (RuntimeException | Error e) {
      if (!silent && !closed) {
        LOG.error("ALARM: the token does not answer; keys that are open serve on for a while.", e);
      }
      silent = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
