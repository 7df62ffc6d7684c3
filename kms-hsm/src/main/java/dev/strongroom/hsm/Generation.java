package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * One login and all that is valid only as long as it: slot, sessions, object handles, and which
 * keys have shown their check value. It begins whole and is given up whole.
 */
final class Generation {
  private final long number;
  private final long slot;
  private final Session anchor;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final Map<RootKeyId, KeyHandle> keys = new ConcurrentHashMap<>();
  private volatile boolean lost;
  private boolean forgotten;

  /**
   * @param anchor the session that logged in. It is used for nothing else, because the token logs
   *     out with the last session that closes
   */
  Generation(long number, long slot, Session anchor) {
    this.number = number;
    this.slot = slot;
    this.anchor = anchor;
  }

  /** A key's object handle, and whether the key has been proven to be the one that was made. */
  record KeyHandle(long handle, boolean proven) {}

  long number() {
    return number;
  }

  long slot() {
    return slot;
  }

  Map<RootKeyId, KeyHandle> keys() {
    return keys;
  }

  boolean isLost() {
    return lost;
  }

  void lose() {
    lost = true;
  }

  /** A session for one thread, or null when this generation is lost. */
  @Nullable Session take(Pkcs11Module module) {
    if (lost) {
      return null;
    }
    Session session = idle.poll();
    if (session != null) {
      return session;
    }
    synchronized (this) {
      return lost ? null : module.open(slot);
    }
  }

  void giveBack(Session session) {
    idle.push(session);
    if (lost) {
      closeIdle(anchor);
    }
  }

  /**
   * Closes what is left of a lost generation, all but what is in use.
   *
   * @param successor the session that may have got the number of one that died long ago
   */
  synchronized void close(Session successor) {
    closeIdle(successor);
    if (!forgotten && anchor.handle() != successor.handle()) {
      closeQuietly(anchor);
    }
  }

  /** Lets go of sessions that ended with the module, whose numbers may be others' by now. */
  synchronized void forgetSessions() {
    idle.clear();
    forgotten = true;
  }

  /** Closes every session, at the end. */
  synchronized void close() {
    closeIdle(anchor);
    if (!forgotten) {
      closeQuietly(anchor);
    }
  }

  private void closeIdle(Session except) {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      if (session.handle() != except.handle()) {
        closeQuietly(session);
      }
    }
  }

  /** Closes a session that may be gone already, which is what closing is for. */
  static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (Pkcs11Exception gone) {
      // The session is not there any more, or the token is not: both leave nothing to close.
    }
  }
}
