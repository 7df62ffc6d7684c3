package dev.strongroom.api.query;

import dev.strongroom.domain.operation.RecordShape;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes response records as the query protocol's XML; absent members are left out. */
final class XmlWriter {
  private XmlWriter() {}

  static void members(Xml out, Record record) {
    for (RecordShape.Member member : RecordShape.of(record.getClass()).members()) {
      Object value = member.get(record);
      if (value != null) {
        out.open(member.wireName());
        value(out, value);
        out.close(member.wireName());
      }
    }
  }

  private static void value(Xml out, Object value) {
    switch (value) {
      case String text -> out.text(text);
      case byte[] bytes -> out.text(Base64.getEncoder().encodeToString(bytes));
      case Integer number -> out.text(number.toString());
      case Long number -> out.text(number.toString());
      case Boolean flag -> out.text(flag.toString());
      case Instant time -> out.text(time);
      case Record record -> members(out, record);
      case List<?> list -> list.forEach(element -> part(out, "member", element));
      case Map<?, ?> map ->
          map.forEach(
              (key, element) -> {
                out.open("entry");
                part(out, "key", key);
                part(out, "value", element);
                out.close("entry");
              });
      default -> throw new IllegalStateException("no wire form for " + value.getClass());
    }
  }

  private static void part(Xml out, String name, Object value) {
    out.open(name);
    value(out, value);
    out.close(name);
  }
}
