package dev.strongroom.domain.crypto;

import java.security.DrbgParameters;
import java.security.DrbgParameters.Capability;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomParameters;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One HMAC_DRBG of SP 800-90A with its lock and its reseeding: every minute and after 2^16
 * requests, from the operating system and the HSM together.
 *
 * <p>It is made with the capability of prediction resistance, though requests do not ask for it:
 * without that capability the JDK reseeds from a generator of its own that has seen the operating
 * system once, at its first use; with it, a reseed reads the operating system.
 */
final class Drbg {
  static final Duration LONGEST_LIFE = Duration.ofMinutes(1);
  static final int MOST_REQUESTS = 1 << 16;

  /** As the JDK writes it, both in its configuration and in {@code toString}. */
  private static final String MECHANISM = "HMAC_DRBG,SHA-256,256,pr_and_reseed";

  private static final String CONFIGURATION = "securerandom.drbg.config";
  private static final SecureRandomParameters ONE_REQUEST =
      DrbgParameters.nextBytes(256, false, null);

  /** Held by whoever uses this generator. */
  final ReentrantLock lock = new ReentrantLock();

  private final SecureRandom generator;
  private final HsmEntropy hsm;
  private final InstantSource clock;
  private Instant seeded;
  private int requests;

  /**
   * Makes and seeds a generator.
   *
   * @param fromHsm random bytes of the HSM for the first seed, wiped here
   */
  Drbg(byte[] fromHsm, HsmEntropy hsm, InstantSource clock) {
    this.hsm = hsm;
    this.clock = clock;
    this.generator = instantiate();
    this.seeded = reseed(fromHsm);
  }

  /** Fills the array. The caller holds the lock. */
  void fill(byte[] target) {
    if (isDue(clock.instant())) {
      seeded = reseed(hsm.take());
      requests = 0;
    }
    requests++;
    generator.nextBytes(target, ONE_REQUEST);
  }

  /** A clock that went back says nothing about the age, so the seed counts as old. */
  private boolean isDue(Instant now) {
    return requests >= MOST_REQUESTS
        || now.isBefore(seeded)
        || !now.isBefore(seeded.plus(LONGEST_LIFE));
  }

  /** Mixes in fresh entropy of the operating system and, where there is some, of the HSM. */
  private Instant reseed(byte @Nullable [] fromHsm) {
    generator.reseed(DrbgParameters.reseed(true, fromHsm));
    if (fromHsm != null) {
      Arrays.fill(fromHsm, (byte) 0);
    }
    return clock.instant();
  }

  /**
   * The JDK chooses the mechanism by a security property only, which is read when a generator is
   * made; so it is set for that moment, and the result is checked.
   */
  private static SecureRandom instantiate() {
    synchronized (Drbg.class) {
      String before = Security.getProperty(CONFIGURATION);
      try {
        Security.setProperty(CONFIGURATION, MECHANISM);
        SecureRandom made =
            SecureRandom.getInstance(
                "DRBG", DrbgParameters.instantiation(256, Capability.PR_AND_RESEED, null), Jdk.SUN);
        if (!made.toString().equals(MECHANISM)) {
          throw new IllegalStateException("the JDK made another generator: " + made);
        }
        return made;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has a DRBG", e);
      } finally {
        Security.setProperty(CONFIGURATION, before == null ? "" : before);
      }
    }
  }
}
