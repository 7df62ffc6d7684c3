package dev.strongroom.server.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All settings there are, from the metadata that Spring Boot's configuration processor makes of
 * {@link StrongroomSettings} when it is compiled.
 */
public final class SettingsCatalogue {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String PREFIX = "strongroom.";

  /** What a name may differ in from one that is meant, in characters. */
  private static final int FARTHEST = 5;

  private final List<Setting> settings;

  private SettingsCatalogue(List<Setting> settings) {
    this.settings = settings;
  }

  /** Reads the catalogue of this release. */
  public static SettingsCatalogue read() {
    List<Setting> settings = new ArrayList<>();
    try (InputStream json = metadata()) {
      for (JsonNode one : JsonMapper.shared().readTree(json).path("properties")) {
        if (one.path("name").asString().startsWith(PREFIX)) {
          settings.add(setting(one));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.sort(Comparator.comparing(Setting::name));
    return new SettingsCatalogue(List.copyOf(settings));
  }

  /**
   * Every library of Spring's brings such a file: ours lies beside our classes; in the packaged
   * jar, whose classes are in a folder of their own, at its root, which is all that the system's
   * class path has.
   */
  private static InputStream metadata() throws IOException {
    Class<?> ours = StrongroomSettings.class;
    String classFile = ours.getName().replace('.', '/') + ".class";
    String place = Objects.requireNonNull(ours.getClassLoader().getResource(classFile)).toString();
    String folder = place.substring(0, place.length() - classFile.length());
    URL url =
        folder.contains("BOOT-INF")
            ? Objects.requireNonNull(ClassLoader.getSystemResource(METADATA))
            : URI.create(folder + METADATA).toURL();
    return url.openStream();
  }

  private static Setting setting(JsonNode json) {
    return new Setting(
        json.path("name").asString(),
        json.path("type").asString(),
        value(json.path("defaultValue")),
        json.path("description").asString(""));
  }

  /** The processor writes the defaults of lists in brackets. */
  private static String value(JsonNode json) {
    return json.isMissingNode() ? "" : json.asString().replaceAll("^\\[|]$", "").replace(", ", ",");
  }

  /** All settings, by name. */
  public List<Setting> all() {
    return settings;
  }

  /**
   * The setting that a property's name stands for, however it is spelt: with dashes or capitals,
   * with an index, or with a name of the operator's own at its end.
   */
  public Optional<Setting> find(String name) {
    String wanted = uniform(name.replaceAll("\\[[0-9]+]$", ""));
    boolean indexed = name.endsWith("]");
    return settings.stream()
        .filter(
            setting -> {
              String known = uniform(setting.name());
              return (known.equals(wanted) && (setting.isList() || !indexed))
                  || (setting.isMap() && wanted.startsWith(known + "."));
            })
        .findFirst();
  }

  /** The setting that an environment variable stands for. */
  public Optional<Setting> findVariable(String variable) {
    String wanted = uniform(variable.replaceAll("_[0-9]+_?$", ""));
    String whole = uniform(variable);
    return settings.stream()
        .filter(
            setting -> {
              String known = uniform(setting.variable());
              return known.equals(whole)
                  || (setting.isList() && known.equals(wanted))
                  || (setting.isMap() && whole.startsWith(known));
            })
        .findFirst();
  }

  private static String uniform(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** The name that was probably meant; empty when none is near. */
  public Optional<String> nearest(String name) {
    String wanted = uniform(name);
    int farthest = Math.min(FARTHEST, (name.length() - PREFIX.length()) / 3);
    return settings.stream()
        .map(Setting::name)
        .min(Comparator.comparingInt(known -> distance(wanted, uniform(known))))
        .filter(
            known ->
                uniform(known).startsWith(wanted) || distance(wanted, uniform(known)) <= farthest);
  }

  /** Levenshtein's distance. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
