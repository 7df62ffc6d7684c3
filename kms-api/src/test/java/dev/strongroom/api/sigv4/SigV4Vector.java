package dev.strongroom.api.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One case of the published SigV4 test suite. */
public record SigV4Vector(Path directory) {
  static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");

  public static Stream<SigV4Vector> all() throws IOException {
    URL root = Objects.requireNonNull(SigV4Vector.class.getResource("/sigv4-vectors"));
    try (Stream<Path> directories = Files.list(Path.of(root.toURI()))) {
      return directories
          .filter(Files::isDirectory)
          .sorted()
          .map(SigV4Vector::new)
          .toList()
          .stream();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  public String name() {
    return String.valueOf(directory.getFileName());
  }

  boolean normalizes() {
    return read("context.json").contains("\"normalize\": true");
  }

  String secret() {
    return contextText("secret_access_key");
  }

  String contextText(String member) {
    String after = read("context.json").split("\"" + member + "\": \"", 2)[1];
    return after.substring(0, after.indexOf('"'));
  }

  public String read(String file) {
    try {
      return Files.readString(directory.resolve(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request file as the edge would hand it on, folded lines joined as a lenient server would. */
  public WireRequest request(String file) {
    String[] halves = read(file).split("\n\n", 2);
    String[] lines = halves[0].split("\n", -1);
    String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' '));
    int mark = target.indexOf('?');
    List<WireHeader> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith(" ")) {
        WireHeader folded = headers.removeLast();
        headers.add(new WireHeader(folded.name(), folded.value() + "\n" + lines[i]));
      } else {
        int colon = lines[i].indexOf(':');
        String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
        headers.add(new WireHeader(name, lines[i].substring(colon + 1)));
      }
    }
    return new WireRequest(
        "00000000-0000-4000-8000-000000000000",
        SIGNED_AT,
        lines[0].substring(0, lines[0].indexOf(' ')),
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        new WireHeaders(headers),
        (halves.length < 2 ? "" : halves[1]).getBytes(ISO_8859_1),
        "192.0.2.1",
        Optional.empty(),
        false);
  }

  @Override
  public String toString() {
    return name();
  }
}
