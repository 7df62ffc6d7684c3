package dev.strongroom.server.frontdoor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The port where health and metrics are asked for. */
record ManagementPort(int port) {

  static ManagementPort ofSharedServer() {
    return new ManagementPort(
        Integer.parseInt(
            FrontDoor.shared()
                .context()
                .getEnvironment()
                .getRequiredProperty("local.management.port")));
  }

  HttpResponse<String> get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String metrics() {
    return get("/actuator/prometheus").body();
  }

  /** The value of the one series that begins with the text; 0 when there is none yet. */
  double metric(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }
}
