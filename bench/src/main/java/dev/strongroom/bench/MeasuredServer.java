package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A server that runs, and what can be seen of it from outside.
 *
 * @param target its API
 * @param management of its metrics, where they can be reached
 * @param server its process, where it is on this machine
 * @param postgres the postmaster, where it is on this machine
 */
record MeasuredServer(
    Target target,
    Optional<URI> management,
    Optional<ProcessCpu> server,
    Optional<ProcessCpu> postgres) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Bytes that its JVM has allocated, by the collections so far: exact to a young generation. */
  OptionalDouble allocated() {
    return management.map(this::readAllocated).orElse(OptionalDouble.empty());
  }

  private OptionalDouble readAllocated(URI base) {
    HttpRequest request = HttpRequest.newBuilder(base.resolve("/actuator/prometheus")).build();
    try {
      return CLIENT
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
