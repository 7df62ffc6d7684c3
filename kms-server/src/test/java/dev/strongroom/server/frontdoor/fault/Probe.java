package dev.strongroom.server.frontdoor.fault;

import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/** Finds out when a server works again: without retries, and with all that it depends on. */
record Probe(KmsClient kms) {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("probe");
  private static final int IN_A_ROW = 3;
  private static final long PAUSE_MILLIS = 50;

  /** The machine may be busy with other things, so what is asserted is only that it recovers. */
  private static final Duration LONGEST = Duration.ofSeconds(120);

  /** Waits until the server works, and says how long that took from a moment on. */
  Duration recoveryFrom(long nanoTime) throws InterruptedException {
    int works = 0;
    long first = 0;
    SdkException last = null;
    while (System.nanoTime() - nanoTime < LONGEST.toNanos()) {
      try {
        useEverything();
        first = works == 0 ? System.nanoTime() : first;
        works++;
        if (works == IN_A_ROW) {
          return Duration.ofNanos(first - nanoTime);
        }
      } catch (SdkException e) {
        last = e;
        works = 0;
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    throw new AssertionError("the server has not recovered within " + LONGEST, last);
  }

  /** A new key needs the token twice and the database's disk; so does its first use. */
  private void useEverything() {
    String key = kms.createKey().keyMetadata().keyId();
    SdkBytes sealed = kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
    SdkBytes opened = kms.decrypt(r -> r.ciphertextBlob(sealed)).plaintext();
    if (!opened.equals(PLAINTEXT)) {
      throw new AssertionError("Decrypt answered another plaintext");
    }
  }
}
