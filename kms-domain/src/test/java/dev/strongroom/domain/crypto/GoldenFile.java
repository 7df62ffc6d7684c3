package dev.strongroom.domain.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A golden file: what {@code src/test/python/golden.py} computed from the written format. */
record GoldenFile(Map<String, String> lines) {

  static GoldenFile read(String name) {
    try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + name + ".txt")) {
      Map<String, String> lines = new HashMap<>();
      new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.split(" = ?", 2))
          .forEach(parts -> lines.put(parts[0], parts[1]));
      return new GoldenFile(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return Objects.requireNonNull(lines.get(name), name);
  }

  byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name));
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  SecretBytes secret(String name) {
    return SecretBytes.takeFrom(bytes(name));
  }

  EncryptionContext context() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < number("pairs"); i++) {
      pairs.put(utf8("pair." + i + ".key"), utf8("pair." + i + ".value"));
    }
    return EncryptionContext.of(pairs);
  }

  /** The 44 random bytes that made a ciphertext or token. */
  byte[] random() {
    return HexFormat.of().parseHex(text("random") + text("iv"));
  }

  private String utf8(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
