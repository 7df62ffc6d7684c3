package dev.strongroom.api.json;

import dev.strongroom.domain.operation.RecordShape;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;

/**
 * Writes response records as AWS JSON 1.1: absent members are left out, byte arrays are base64,
 * times are seconds since 1970 with up to three decimals.
 */
final class JsonWriter {
  private static final int USUAL_SIZE = 512;
  private static final int THOUSAND = 1000;

  private static final ClassValue<SerializedString[]> NAMES =
      new ClassValue<>() {
        @Override
        protected SerializedString[] computeValue(Class<?> type) {
          return RecordShape.of(type.asSubclass(Record.class)).members().stream()
              .map(member -> new SerializedString(member.wireName()))
              .toArray(SerializedString[]::new);
        }
      };

  private JsonWriter() {}

  static byte[] write(Record record) {
    AnswerBuffer buffer = new AnswerBuffer(USUAL_SIZE);
    try (JsonGenerator out = generator(buffer)) {
      structure(out, record);
    }
    return buffer.take();
  }

  /** {@code {"__type":"NotFoundException","message":"..."}}; AWS leaves an empty message out. */
  static byte[] writeError(String type, String message) {
    AnswerBuffer buffer = new AnswerBuffer(USUAL_SIZE);
    try (JsonGenerator out = generator(buffer)) {
      out.writeStartObject();
      out.writeStringProperty("__type", type);
      if (!message.isEmpty()) {
        out.writeStringProperty("message", message);
      }
      out.writeEndObject();
    }
    return buffer.take();
  }

  private static JsonGenerator generator(AnswerBuffer buffer) {
    return Json.FACTORY.createGenerator(ObjectWriteContext.empty(), buffer, JsonEncoding.UTF8);
  }

  private static void structure(JsonGenerator out, Record record) {
    List<RecordShape.Member> members = RecordShape.of(record.getClass()).members();
    SerializedString[] names = NAMES.get(record.getClass());
    out.writeStartObject();
    for (int i = 0; i < names.length; i++) {
      Object value = members.get(i).get(record);
      if (value != null) {
        out.writeName(names[i]);
        value(out, value);
      }
    }
    out.writeEndObject();
  }

  private static void value(JsonGenerator out, Object value) {
    switch (value) {
      case String text -> out.writeString(text);
      case byte[] bytes -> base64(out, bytes);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      case Instant time -> time(out, time);
      case Record record -> structure(out, record);
      case List<?> list -> {
        out.writeStartArray();
        list.forEach(element -> value(out, element));
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach(
            (name, element) -> {
              out.writeName(String.valueOf(name));
              value(out, element);
            });
        out.writeEndObject();
      }
      default -> throw new IllegalStateException("no wire form for " + value.getClass());
    }
  }

  private static void base64(JsonGenerator out, byte[] bytes) {
    byte[] encoded = Base64.getEncoder().encode(bytes);
    out.writeRawUTF8String(encoded, 0, encoded.length);
    Arrays.fill(encoded, (byte) 0);
  }

  private static void time(JsonGenerator out, Instant time) {
    long millis = time.toEpochMilli();
    long fraction = Math.floorMod(millis, THOUSAND);
    if (fraction == 0) {
      out.writeNumber(Math.floorDiv(millis, THOUSAND));
    } else {
      out.writeNumber(java.math.BigDecimal.valueOf(millis, 3));
    }
  }
}
