package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.KeyPairs;
import dev.strongroom.domain.crypto.MacKey;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SecretBytes;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/**
 * What the cryptography of an operation costs without a server: one thread of this JVM, through the
 * same classes that serve requests, while the other processors are as busy with the same. Alone it
 * would cost less than any server under load could reach: processors share caches and more.
 */
final class Bare {
  /** What its rows are labelled with. */
  static final String LABEL = "bare";

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Randomness randomness = new Randomness(new SecureRandom()::generateSeed);
  private final KeyPairs pairs = new KeyPairs(randomness);
  private final byte[] message = Calls.bytes();

  /** One row for the workload; none for those whose cryptography is all but nothing. */
  Optional<Row> measure(Workload workload) {
    return switch (workload) {
      case ENCRYPT, DECRYPT, GENERATE_DATA_KEY, RE_ENCRYPT -> Optional.empty();
      case SIGN_RSA_2048, SIGN_P256, SIGN_ED25519, SIGN_ML_DSA_65 -> Optional.of(sign(workload));
      case VERIFY_RSA_2048, VERIFY_P256 -> Optional.of(verify(workload));
      case GENERATE_MAC_256 -> Optional.of(mac(workload));
      case GENERATE_DATA_KEY_PAIR_P256 ->
          Optional.of(measure(workload, () -> generate(KeySpec.ECC_NIST_P256)));
    };
  }

  private Row sign(Workload workload) {
    try (AsymmetricKey key = pair(workload.spec())) {
      return measure(workload, () -> sign(key, workload.spec()).length);
    }
  }

  private byte[] sign(AsymmetricKey key, KeySpec spec) {
    return key.sign(Calls.signing(spec), MessageType.RAW, message);
  }

  private Row verify(Workload workload) {
    KeySpec spec = workload.spec();
    try (AsymmetricKey key = pair(spec)) {
      byte[] signature = sign(key, spec);
      return measure(
          workload,
          () -> key.verify(Calls.signing(spec), MessageType.RAW, message, signature) ? 1 : 0);
    }
  }

  private Row mac(Workload workload) {
    byte[] bytes = randomness.bytes(Calls.mac(workload.spec()).length());
    try (SecretBytes material = SecretBytes.takeFrom(bytes);
        MacKey key = MacKey.open(material)) {
      return measure(workload, () -> key.mac(Calls.mac(workload.spec()), message).length);
    }
  }

  private AsymmetricKey pair(KeySpec spec) {
    try (KeyPairMaterial made = pairs.generate(spec)) {
      return AsymmetricKey.open(spec, made, randomness);
    }
  }

  private int generate(KeySpec spec) {
    try (KeyPairMaterial made = pairs.generate(spec)) {
      return made.publicKey().length;
    }
  }

  /**
   * Times an operation.
   *
   * @param operation gives 0 when it has failed
   */
  private static Row measure(Workload workload, IntSupplier operation) {
    AtomicBoolean enough = new AtomicBoolean();
    for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (!enough.get() && operation.getAsInt() != 0) {
                  Thread.onSpinWait();
                }
              });
    }
    try {
      return measureInCompany(workload, operation);
    } finally {
      enough.set(true);
    }
  }

  private static Row measureInCompany(Workload workload, IntSupplier operation) {
    run(operation, WARM_UP, new Histogram(3));
    Histogram latencies = new Histogram(3);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    long failures = run(operation, MEASURED, latencies);
    double seconds = (System.nanoTime() - begun) / 1e9;
    long calls = latencies.getTotalCount();
    return new Row(
        LABEL,
        workload.label(),
        1,
        calls,
        failures,
        calls / seconds,
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        latencies.getValueAtPercentile(99.9) / 1e3,
        OptionalDouble.of((THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / calls),
        OptionalDouble.empty(),
        0,
        OptionalDouble.of((double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / calls));
  }

  private static long run(IntSupplier operation, Duration duration, Histogram latencies) {
    long failures = 0;
    long now = System.nanoTime();
    long end = now + duration.toNanos();
    while (now < end) {
      long begun = now;
      if (operation.getAsInt() == 0) {
        failures++;
      }
      now = System.nanoTime();
      latencies.recordValue(now - begun);
    }
    return failures;
  }
}
