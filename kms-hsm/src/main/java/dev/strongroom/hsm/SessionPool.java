package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.ReturnCode;
import dev.strongroom.hsm.pkcs11.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends sessions, each to one thread at a time, and gets token, login and sessions back when they
 * are lost.
 *
 * <p>The generation rule: after a code that says that sessions, login or handles are gone, the
 * generation is given up; one thread opens and logs in anew under a lock, and the work is tried
 * once more. Work that changes the token therefore begins with a search for what it is about to
 * change. A session is closed after any failure, because an operation may still be active in it.
 */
final class SessionPool implements AutoCloseable {
  private final Pkcs11Module module;
  private final HsmSettings settings;
  private final Login login;
  private final PlatformThreads threads;
  private final Semaphore permits;
  private final ReentrantLock door = new ReentrantLock();
  private volatile Generation current;
  private volatile boolean closed;
  private volatile long failures;
  private @Nullable HsmException lastFailure;

  /** A session for the duration of one piece of work. */
  record Lent(Session session, Generation generation) {}

  SessionPool(Pkcs11Module module, HsmSettings settings, PinLatch latch) {
    this.module = module;
    this.settings = settings;
    this.login = new Login(module, settings, latch);
    this.threads = new PlatformThreads(settings.maximumSessions() + 1);
    this.permits = new Semaphore(settings.maximumSessions(), true);
    try {
      this.current = threads.call(this::first);
    } catch (RuntimeException | Error e) {
      threads.close();
      throw e;
    }
  }

  long generation() {
    return current.number();
  }

  /**
   * Runs work with a session of its own, and once more when the session turns out to be lost.
   *
   * @throws HsmException as the work throws it, or what became of a failed function
   */
  <T> T run(Function<Lent, T> work) {
    boolean retried = false;
    while (true) {
      Generation generation = live();
      // Each wait has its own time: what came before, a slow login say, must not use it up.
      acquire(1, System.nanoTime() + settings.sessionWait().toNanos());
      try {
        Outcome<T> outcome = threads.call(() -> attempt(generation, work));
        if (outcome.failure() == null) {
          if (outcome.ran()) {
            return outcome.result();
          }
        } else if (retried) {
          throw new HsmException.Unavailable(
              "The token was lost, opened again, and lost again.", outcome.failure());
        } else {
          retried = true;
        }
      } finally {
        permits.release();
      }
    }
  }

  @Override
  public void close() {
    door.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      // A call that hangs in native code keeps the module open for ever: closing it would crash.
      acquire(settings.maximumSessions(), System.nanoTime() + settings.sessionWait().toNanos());
      threads.call(
          () -> {
            current.lose();
            current.close();
            module.release();
            return closed;
          });
    } finally {
      threads.close();
      door.unlock();
    }
  }

  /** What became of an attempt: it ran, its generation was lost before, or was lost under it. */
  private record Outcome<T>(boolean ran, @Nullable T value, @Nullable Pkcs11Exception failure) {
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    T result() {
      return value;
    }
  }

  private <T> Outcome<T> attempt(Generation generation, Function<Lent, T> work) {
    Session session = null;
    boolean usable = false;
    try {
      session = generation.take(module);
      if (session == null) {
        return new Outcome<>(false, null, null);
      }
      T result = work.apply(new Lent(session, generation));
      usable = true;
      return new Outcome<>(true, result, null);
    } catch (Pkcs11Exception e) {
      if (e.isAnyOf(
          ReturnCode.SESSION_HANDLE_INVALID,
          ReturnCode.SESSION_CLOSED,
          ReturnCode.CRYPTOKI_NOT_INITIALIZED)) {
        session = null; // closed already; its number may be another's by now
      }
      if (!e.losesSession()) {
        throw typed(e);
      }
      generation.lose();
      return new Outcome<>(false, null, e);
    } finally {
      if (session != null && usable) {
        generation.giveBack(session);
      } else if (session != null) {
        Generation.closeQuietly(session);
      }
    }
  }

  private Generation live() {
    long seen = failures;
    Generation generation = current;
    if (closed) {
      throw new HsmException.Unavailable("The token is closed.", null);
    }
    if (!generation.isLost()) {
      return generation;
    }
    lockDoor();
    try {
      if (closed || !current.isLost()) {
        return current;
      }
      if (failures != seen && lastFailure != null) {
        throw lastFailure; // found out while we waited: a queue of threads must not each try again
      }
      current = threads.call(this::next);
      return current;
    } catch (HsmException e) {
      lastFailure = e;
      failures = failures + 1;
      throw e;
    } finally {
      door.unlock();
    }
  }

  private Generation first() {
    try {
      Login.LoggedIn in = login.open();
      return new Generation(1, in.slot(), in.session());
    } catch (Pkcs11Exception e) {
      throw typed(e);
    }
  }

  private Generation next() {
    try {
      Login.LoggedIn in = login.open();
      current.close(in.session());
      return new Generation(current.number() + 1, in.slot(), in.session());
    } catch (HsmException.TokenMissing e) {
      return afterRestart(e);
    } catch (Pkcs11Exception e) {
      if (e.losesSession()) {
        return afterRestart(notOpened(e));
      }
      throw notOpened(e);
    }
  }

  /** Most modules look for tokens only when they are initialised, which no call may overlap. */
  private Generation afterRestart(HsmException reason) {
    acquire(settings.maximumSessions(), System.nanoTime() + settings.sessionWait().toNanos());
    try {
      if (!module.reinitialiseIfSole()) {
        throw reason;
      }
      current.forgetSessions();
      Login.LoggedIn in = login.open();
      return new Generation(current.number() + 1, in.slot(), in.session());
    } catch (Pkcs11Exception e) {
      throw notOpened(e);
    } finally {
      permits.release(settings.maximumSessions());
    }
  }

  private void acquire(int count, long deadline) {
    try {
      if (permits.tryAcquire(count, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HsmException.Busy("Interrupted while waiting for a session of the token.", e);
    }
    throw busy();
  }

  private void lockDoor() {
    try {
      if (door.tryLock(settings.sessionWait().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HsmException.Busy("Interrupted while the token is opened again.", e);
    }
    throw busy();
  }

  private HsmException busy() {
    return new HsmException.Busy(
        "All "
            + settings.maximumSessions()
            + " sessions of the token were in use for "
            + settings.sessionWait()
            + ". Allow more sessions, or find out why the HSM is slow.",
        null);
  }

  /** It was open before, so whatever the code, it is away and may come back. */
  private static HsmException notOpened(Pkcs11Exception e) {
    HsmException typed = typed(e);
    return typed instanceof HsmException.Failed
        ? new HsmException.Unavailable("The token cannot be opened again: " + e.getMessage(), e)
        : typed;
  }

  static HsmException typed(Pkcs11Exception e) {
    if (e.isAnyOf(ReturnCode.SESSION_COUNT)) {
      return new HsmException.Busy(
          "The token opens no more sessions. Allow fewer in the settings, or more in the HSM.", e);
    }
    return e.losesSession()
        ? new HsmException.Unavailable("The token is not available: " + e.getMessage(), e)
        : new HsmException.Failed(e.code(), e.function().symbol(), e);
  }
}
