package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.AuditEvent;
import dev.strongroom.domain.audit.EventIds;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.audit.EventRecord.JsonPart;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.Excerpt;
import dev.strongroom.domain.name.MaterialId;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Makes the audit events of one call. */
final class Events {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_MESSAGE = 1024;

  private final Call call;
  private final Operation<?, ?> operation;
  private final Record request;

  Events(Call call, Operation<?, ?> operation, Record request) {
    this.call = call;
    this.operation = operation;
    this.request = request;
  }

  AuditEvent success(
      JsonPart response,
      Map<String, MaterialId> materials,
      List<EventRecord.Resource> resources,
      Access access) {
    Optional<JsonPart> additional =
        materials.isEmpty() ? Optional.empty() : Optional.of(json -> write(json, materials));
    return event(newId(), Optional.empty(), response, additional, resources, access);
  }

  private static void write(JsonGenerator json, Map<String, MaterialId> materials) {
    json.writeStartObject();
    materials.forEach((member, used) -> json.writeStringProperty(member, used.toString()));
    json.writeEndObject();
  }

  AuditEvent failure(KmsException error, List<EventRecord.Resource> resources, Access access) {
    return failure(newId(), error, resources, access);
  }

  /** A failure under a given id, which settles what became of the event that had it. */
  AuditEvent failure(
      UUID id, KmsException error, List<EventRecord.Resource> resources, Access access) {
    return event(
        id, Optional.of(describe(error)), JsonPart.NULL, Optional.empty(), resources, access);
  }

  static EventRecord.Failure describe(KmsException error) {
    // CloudTrail drops the ending of this one code.
    String code =
        error.code() == ErrorCode.ACCESS_DENIED
            ? error.code().queryName()
            : error.code().jsonName();
    return new EventRecord.Failure(
        code, Excerpt.of(String.valueOf(error.getMessage()), LONGEST_MESSAGE));
  }

  static EventRecord.Where where(Call.Origin origin) {
    return new EventRecord.Where(
        origin.address(),
        origin.userAgent(),
        origin
            .tls()
            .map(
                tls ->
                    new EventRecord.TlsDetails(
                        tls.version(), tls.cipherSuite(), origin.host(), tls.keyExchange())));
  }

  private UUID newId() {
    return EventIds.at(call.time());
  }

  private AuditEvent event(
      UUID id,
      Optional<EventRecord.Failure> error,
      JsonPart response,
      Optional<JsonPart> additional,
      List<EventRecord.Resource> resources,
      Access access) {
    EventRecord record =
        new EventRecord(
            id,
            call.time(),
            call.caller().account(),
            Optional.of(call.caller()),
            Optional.empty(),
            operation.service().eventSource(),
            operation.name(),
            call.region().name(),
            where(call.origin()),
            error,
            AuditParameters.of(request),
            response,
            additional,
            call.requestId(),
            operation.readOnly(),
            resources);
    return new AuditEvent(id, call.caller().account(), record.encoded(), decisions(access));
  }

  private static byte[] decisions(Access access) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      access.writeTo(json);
    }
    return out.toByteArray();
  }
}
