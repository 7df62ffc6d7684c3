package dev.strongroom.server.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service model of botocore, from the test resources. */
public record ApiModel(JsonNode root) {

  /** Reads {@code kms.json} or another of the resources. */
  public static ApiModel read(String name) {
    try (InputStream in = open(name)) {
      return new ApiModel(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a list, without comments. */
  static Set<String> list(String name) {
    try (InputStream in = open(name)) {
      Set<String> lines = new TreeSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(lines::add);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        ApiModel.class.getResourceAsStream("/aws-api/" + name), "missing resource " + name);
  }

  /** The names of its operations, sorted. */
  public Set<String> operations() {
    return new TreeSet<>(root.get("operations").propertyNames());
  }

  /** An operation with its input, output and errors. */
  public JsonNode operation(String name) {
    return root.get("operations").get(name);
  }

  /** A shape with its members and limits. */
  public JsonNode shape(String name) {
    return root.get("shapes").get(name);
  }
}
