package dev.strongroom.domain.key;

import java.util.Collection;
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

  /** These tags and the others, whose values win. */
  public Tags with(Tags others) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(others.values);
    return new Tags(all);
  }

  /** These tags but those of the given keys; a key that is not there changes nothing. */
  public Tags without(Collection<String> keys) {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().removeAll(keys);
    return new Tags(rest);
  }
}
