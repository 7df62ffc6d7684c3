package dev.strongroom.server.wiring;

import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.server.configuration.StrongroomSettings;

/**
 * Where calls wait whose keys are not in memory, and calls that change something.
 *
 * @param database as wide as the pool of connections
 * @param token narrower than the pool of sessions: random bytes and the watch need some too
 */
record Queues(FairQueue database, FairQueue token) {
  private static final int SESSIONS_FOR_OTHERS = 2;

  static Queues of(StrongroomSettings.KeyRing settings, int connections, int sessions) {
    return new Queues(
        queue(settings, connections), queue(settings, Math.max(1, sessions - SESSIONS_FOR_OTHERS)));
  }

  private static FairQueue queue(StrongroomSettings.KeyRing settings, int width) {
    return new FairQueue(width, settings.maximumWaiting(), settings.longestWait());
  }
}
