package dev.strongroom.domain.key;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A key's tags, sorted by key. They are part of the key's sealed row, because conditions may decide
 * by them.
 *
 * @param values tag keys to tag values; unmodifiable
 */
public record Tags(Map<String, String> values) {
  public static final Tags NONE = new Tags(Map.of());

  public Tags {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
