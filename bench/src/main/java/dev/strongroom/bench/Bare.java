package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.KeyPairs;
import dev.strongroom.domain.crypto.MacKey;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the cryptography of an operation costs without a server: a JVM with the server's options and
 * a thread on each processor, through the same classes that serve requests. Its CPU is the
 * process's, as the server's is, so the collection of its garbage counts; and on one processor
 * alone it would cost less than any server under load could reach, because processors share caches
 * and more.
 */
final class Bare {
  /** What its rows are labelled with. */
  static final String LABEL = "bare";

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ProcessCpu PROCESS = new ProcessCpu(ProcessHandle.current().pid(), false);

  private final Randomness randomness = new Randomness(new SecureRandom()::generateSeed);
  private final KeyPairs pairs = new KeyPairs(randomness);
  private final byte[] message = Calls.bytes();

  /** One row for each workload, but for those whose cryptography is all but nothing. */
  static List<Row> measure(List<Workload> workloads) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("strongroom.bench.java-options", "").split(" +")));
    command.removeIf(String::isEmpty);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bare.class.getName()));
    workloads.forEach(workload -> command.add(workload.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] answer;
    try (InputStream output = process.getInputStream()) {
      answer = output.readAllBytes();
    }
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the bare operations ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while measuring");
    }
    return List.of(JsonMapper.shared().readValue(answer, Row[].class));
  }

  /** The JVM that measures the workloads that it is told, and prints their rows as JSON. */
  public static void main(String[] workloads) {
    Bare bare = new Bare();
    List<Row> rows =
        Arrays.stream(workloads)
            .map(Workload::valueOf)
            .flatMap(each -> bare.measure(each).stream())
            .toList();
    System.out.println(JsonMapper.shared().writeValueAsString(rows));
  }

  private Optional<Row> measure(Workload workload) {
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
   * Times an operation on all processors at once.
   *
   * @param operation gives 0 when it has failed
   */
  private static Row measure(Workload workload, IntSupplier operation) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      all(pool, threads, () -> run(operation, WARM_UP));
      long allocated = THREADS.getTotalThreadAllocatedBytes();
      Duration cpu = PROCESS.time();
      long begun = System.nanoTime();
      List<Histogram> latencies = all(pool, threads, () -> run(operation, MEASURED));
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpuMicros = PROCESS.time().minus(cpu).toNanos() / 1e3;
      double bytes = THREADS.getTotalThreadAllocatedBytes() - allocated;
      Histogram merged = new Histogram(3);
      latencies.forEach(merged::add);
      long calls = merged.getTotalCount();
      return Row.of(
          LABEL,
          workload,
          threads,
          merged,
          0,
          seconds,
          OptionalDouble.of(cpuMicros / calls),
          OptionalDouble.empty(),
          0,
          OptionalDouble.of(bytes / calls));
    }
  }

  private static List<Histogram> all(
      ExecutorService pool, int threads, Callable<Histogram> measured) {
    try {
      List<Histogram> found = new ArrayList<>();
      for (Future<Histogram> one : pool.invokeAll(Collections.nCopies(threads, measured))) {
        found.add(one.get());
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the bare operation failed", e.getCause());
    }
  }

  private static Histogram run(IntSupplier operation, Duration duration) {
    Histogram latencies = new Histogram(3);
    long now = System.nanoTime();
    long end = now + duration.toNanos();
    while (now < end) {
      long begun = now;
      if (operation.getAsInt() == 0) {
        throw new IllegalStateException("the bare operation failed");
      }
      now = System.nanoTime();
      latencies.recordValue(now - begun);
    }
    return latencies;
  }
}
