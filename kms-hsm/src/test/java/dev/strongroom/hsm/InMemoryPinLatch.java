package dev.strongroom.hsm;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A latch for one process, for tools and tests; forgets with the process that it lives in. */
public final class InMemoryPinLatch implements PinLatch {
  private final Map<String, Refused> refused = new HashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final byte[] salt = new byte[32];

  public InMemoryPinLatch() {
    new SecureRandom().nextBytes(salt);
  }

  @Override
  public Answer begin(String tokenLabel, byte[] pin) {
    byte[] print = print(pin);
    turn.lock();
    @Nullable Refused before = refused.get(tokenLabel);
    if (before != null && MessageDigest.isEqual(before.print(), print)) {
      turn.unlock();
      return new Latched(before.refusal());
    }
    return new Attempt() {
      @Override
      public void refused(Refusal refusal) {
        refused.put(tokenLabel, new Refused(print, refusal));
      }

      @Override
      public void close() {
        turn.unlock();
      }
    };
  }

  /** Keyed with a salt that never leaves this object, and gone with it: no slow hash is needed. */
  private byte[] print(byte[] pin) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return mac.doFinal(pin);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Refused(byte[] print, Refusal refusal) {}
}
