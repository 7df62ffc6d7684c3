package dev.strongroom.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of the PostgreSQL binaries on the class path, which their jar does not tell; the
 * build writes it into {@code META-INF/build-info.properties}.
 *
 * @param text such as {@code 18.6.0}
 */
record PostgresVersion(String text) {
  PostgresVersion {
    if (!text.matches("[1-9][0-9]*(\\.[0-9]+)+")) {
      throw new IllegalArgumentException("not a version of PostgreSQL: " + text);
    }
  }

  static PostgresVersion onClassPath() {
    Properties build = new Properties();
    try (InputStream file =
        PostgresVersion.class.getResourceAsStream("/META-INF/build-info.properties")) {
      if (file == null) {
        throw new IllegalStateException("META-INF/build-info.properties is not on the class path");
      }
      build.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PostgresVersion(build.getProperty("build.postgres", ""));
  }

  /** What a data directory of this version has in its file {@code PG_VERSION}. */
  String major() {
    return text.substring(0, text.indexOf('.'));
  }
}
