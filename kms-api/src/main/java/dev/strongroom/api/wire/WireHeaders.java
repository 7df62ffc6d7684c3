package dev.strongroom.api.wire;

import java.util.List;
import java.util.Optional;

/**
 * The header fields of a request in the order in which they came, duplicates included.
 *
 * @param all every field
 */
public record WireHeaders(List<WireHeader> all) {

  public WireHeaders {
    all = List.copyOf(all);
  }

  /** The first value of a header whose name is given in lower case. */
  public Optional<String> first(String name) {
    for (WireHeader header : all) {
      if (header.name().equals(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The names and the count only: values can be credentials. */
  @Override
  public String toString() {
    return "WireHeaders" + all.stream().map(WireHeader::name).toList();
  }
}
