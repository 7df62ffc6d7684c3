package dev.strongroom.server.failure;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Names the place in an operator's file that a setting was read from. */
public final class WrittenIn {
  private WrittenIn() {}

  /** The file and its line, such as {@code /home/application.yaml, line 3}; empty for no file. */
  public static Optional<String> file(@Nullable Origin origin) {
    Origin innermost = origin instanceof OriginProvider wrapped ? wrapped.getOrigin() : origin;
    if (!(innermost instanceof TextResourceOrigin text) || text.getResource() == null) {
      return Optional.empty();
    }
    String path = path(text.getResource());
    TextResourceOrigin.Location location = text.getLocation();
    return Optional.of(location == null ? path : path + ", line " + (location.getLine() + 1));
  }

  /** A resource's path, or its description when it is no file. */
  static String path(Resource resource) {
    try {
      return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
    } catch (IOException e) {
      return resource.getDescription();
    }
  }
}
