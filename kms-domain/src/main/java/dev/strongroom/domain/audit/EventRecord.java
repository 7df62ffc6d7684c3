package dev.strongroom.domain.audit;

import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.AccountId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * What an event says, in CloudTrail's words ("CloudTrail record contents for management, data, and
 * network activity events"). It holds no plaintext, no key material and no credentials.
 *
 * @param caller who called; empty when the call was refused before that was known
 * @param claimedAccessKey the access key id that an unknown caller named
 * @param error the error's code and message, when the call did not succeed
 * @param parameters writes the value of {@code requestParameters}
 * @param response writes the value of {@code responseElements}
 * @param additional writes the value of {@code additionalEventData}; empty when there is none
 */
public record EventRecord(
    UUID id,
    Instant time,
    AccountId account,
    Optional<Caller> caller,
    Optional<String> claimedAccessKey,
    String source,
    String name,
    String region,
    Where where,
    Optional<Failure> error,
    JsonPart parameters,
    JsonPart response,
    Optional<JsonPart> additional,
    String requestId,
    boolean readOnly,
    List<Resource> resources) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String VERSION = "1.11";
  // A key policy of the largest size, with every quote escaped, is shown; CloudTrail's largest
  // field has 100 KB. What was refused is shown as far as it could have been in order.
  private static final int LARGEST = 80 * 1024;
  private static final int LARGEST_REFUSED = 16 * 1024;
  private static final JsonPart OMITTED =
      json -> {
        json.writeStartObject();
        json.writeBooleanProperty("omitted", true);
        json.writeStringProperty("reason", "requestParameters too large");
        json.writeEndObject();
      };

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface JsonPart {
    void writeTo(JsonGenerator json);

    JsonPart NULL = JsonGenerator::writeNull;
  }

  /** Where the call came from; {@code tls} is there when it came by TLS of ours. */
  public record Where(String address, Optional<String> userAgent, Optional<TlsDetails> tls) {}

  /**
   * CloudTrail's {@code tlsDetails}.
   *
   * @param host what the client's Host header said
   * @param keyExchange the group of the key exchange, where it is known
   */
  public record TlsDetails(
      String version, String cipherSuite, Optional<String> host, Optional<String> keyExchange) {}

  /** Code and message as CloudTrail shows them. */
  public record Failure(String code, String message) {}

  /** Something that the call used. */
  public record Resource(AccountId account, String type, String arn) {
    public static final String KEY = "AWS::KMS::Key";
    public static final String ALIAS = "AWS::KMS::Alias";
  }

  /**
   * The record as UTF-8 JSON. Parameters that make it too long are left out as CloudTrail leaves
   * them out, so that nobody fills the trail with refused requests.
   */
  public byte[] encoded() {
    byte[] whole = encoded(parameters);
    int largest = error.isPresent() ? LARGEST_REFUSED : LARGEST;
    return whole.length <= largest ? whole : encoded(OMITTED);
  }

  private byte[] encoded(JsonPart shownParameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("eventVersion", VERSION);
      writeIdentity(json);
      json.writeStringProperty("eventTime", time.truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeStringProperty("eventSource", source);
      json.writeStringProperty("eventName", name);
      json.writeStringProperty("awsRegion", region);
      json.writeStringProperty("sourceIPAddress", where.address());
      where.userAgent().ifPresent(agent -> json.writeStringProperty("userAgent", agent));
      error.ifPresent(
          failure -> {
            json.writeStringProperty("errorCode", failure.code());
            json.writeStringProperty("errorMessage", failure.message());
          });
      write(json, "requestParameters", shownParameters);
      write(json, "responseElements", response);
      additional.ifPresent(part -> write(json, "additionalEventData", part));
      json.writeStringProperty("requestID", requestId);
      json.writeStringProperty("eventID", id.toString());
      json.writeBooleanProperty("readOnly", readOnly);
      writeResources(json);
      json.writeStringProperty("eventType", "AwsApiCall");
      json.writeBooleanProperty("managementEvent", true);
      json.writeStringProperty("recipientAccountId", account.toString());
      json.writeStringProperty("eventCategory", "Management");
      writeTls(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, String member, JsonPart part) {
    json.writeName(member);
    part.writeTo(json);
  }

  private void writeIdentity(JsonGenerator json) {
    json.writeObjectPropertyStart("userIdentity");
    caller.ifPresentOrElse(
        known -> {
          json.writeStringProperty("type", known.type().cloudTrailName());
          json.writeStringProperty("principalId", known.principalId());
          json.writeStringProperty("arn", known.arn().value());
          json.writeStringProperty("accountId", known.account().toString());
          known.accessKeyId().ifPresent(key -> json.writeStringProperty("accessKeyId", key));
        },
        () -> {
          json.writeStringProperty("type", "Unknown");
          claimedAccessKey.ifPresent(key -> json.writeStringProperty("accessKeyId", key));
        });
    json.writeEndObject();
  }

  private void writeResources(JsonGenerator json) {
    if (resources.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("resources");
    for (Resource resource : resources) {
      json.writeStartObject();
      json.writeStringProperty("accountId", resource.account().toString());
      json.writeStringProperty("type", resource.type());
      json.writeStringProperty("ARN", resource.arn());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeTls(JsonGenerator json) {
    TlsDetails tls = where.tls().orElse(null);
    if (tls == null) {
      return;
    }
    json.writeObjectPropertyStart("tlsDetails");
    json.writeStringProperty("tlsVersion", tls.version());
    json.writeStringProperty("cipherSuite", tls.cipherSuite());
    tls.host().ifPresent(host -> json.writeStringProperty("clientProvidedHostHeader", host));
    tls.keyExchange().ifPresent(group -> json.writeStringProperty("keyExchange", group));
    json.writeEndObject();
  }
}
