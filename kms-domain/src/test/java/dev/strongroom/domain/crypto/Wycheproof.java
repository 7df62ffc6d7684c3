package dev.strongroom.domain.crypto;

import java.io.File;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Project Wycheproof's files of test vectors, as they lie in the resources. */
final class Wycheproof {
  private static final String DIRECTORY = "/wycheproof/";

  private Wycheproof() {}

  /** One vector, and the group that it stands in, which has the key. */
  record Vector(JsonNode group, JsonNode test) {

    /** Whether it must be accepted. What is only acceptable is refused here. */
    boolean isValid() {
      return test.get("result").asString().equals("valid");
    }

    boolean has(String name) {
      return test.has(name);
    }

    boolean isFlagged(String flag) {
      return StreamSupport.stream(test.path("flags").spliterator(), false)
          .anyMatch(each -> each.asString().equals(flag));
    }

    byte[] hex(String name) {
      return HexFormat.of().parseHex(test.get(name).asString());
    }

    byte[] groupHex(String name) {
      return HexFormat.of().parseHex(group.get(name).asString());
    }

    @Override
    public String toString() {
      return test.toString();
    }
  }

  /** All vectors of a file. */
  static List<Vector> vectors(String file) {
    JsonNode root =
        JsonMapper.shared()
            .readTree(Wycheproof.class.getResourceAsStream(DIRECTORY + file + ".json"));
    return StreamSupport.stream(root.get("testGroups").spliterator(), false)
        .flatMap(
            group ->
                StreamSupport.stream(group.get("tests").spliterator(), false)
                    .map(test -> new Vector(group, test)))
        .toList();
  }

  /** The names of the files that lie there, without their ending. */
  static Set<String> files() throws URISyntaxException {
    Set<String> names = new TreeSet<>();
    File directory =
        new File(Objects.requireNonNull(Wycheproof.class.getResource(DIRECTORY)).toURI());
    for (String name : Objects.requireNonNull(directory.list())) {
      if (name.endsWith(".json")) {
        names.add(name.replace(".json", ""));
      }
    }
    return names;
  }
}
