package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.EventRecord.JsonPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * A request or response as the audit trail shows it: CloudTrail's member names, and neither
 * sensitive members nor binary ones.
 */
final class AuditParameters {
  private AuditParameters() {}

  /** Null when no member is left to show, as CloudTrail writes it. */
  static JsonPart of(Record record) {
    boolean empty =
        RecordShape.of(record.getClass()).members().stream()
            .noneMatch(member -> isShown(member, record));
    return empty ? JsonPart.NULL : json -> write(json, record);
  }

  private static boolean isShown(RecordShape.Member member, Record record) {
    Object value = member.sensitive() ? null : member.get(record);
    return value != null && !(value instanceof byte[]);
  }

  private static void write(JsonGenerator json, Record record) {
    json.writeStartObject();
    for (RecordShape.Member member : RecordShape.of(record.getClass()).members()) {
      Object value = member.get(record);
      if (value != null && isShown(member, record)) {
        json.writeName(member.auditName());
        writeValue(json, value);
      }
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, Object value) {
    switch (value) {
      case Record nested -> write(json, nested);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Instant time -> json.writeString(time.toString());
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> writeValue(json, element));
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, element) -> json.writeStringProperty((String) key, (String) element));
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
