package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.server.frontdoor.FrontDoor.TestAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request of which every part may be wrong. It is signed as it stands, then what was changed
 * after signing is added, and the bytes go out as they are: nothing is mended on the way.
 */
public final class RawRequest {
  /** A header field as it is sent. */
  public record Header(String name, String value) {}

  public String method = "POST";
  public String target = "/";
  public String version = "HTTP/1.1";
  public byte[] body;
  public String keyId;
  public String secret;
  public String region = "us-east-1";
  public String service = "kms";
  public String terminator = "aws4_request";
  public Instant time = Instant.now();
  public boolean dated = true;

  /** The Content-Length that is claimed; null leaves the header out. */
  public @Nullable String length;

  /** Signed header fields, in the order in which they are sent. */
  public final List<Header> headers = new ArrayList<>();

  /** Fields that are added after signing. */
  public final List<Header> unsigned = new ArrayList<>();

  /** What becomes of the Authorization header; null leaves it out. */
  public @Nullable UnaryOperator<String> authorization = UnaryOperator.identity();

  /** What is sent in place of the body that was signed and is claimed. */
  public UnaryOperator<byte[]> sentBody = UnaryOperator.identity();

  private RawRequest(TestAccount account, byte[] body) {
    this.keyId = account.accessKeyId();
    this.secret = account.secret();
    this.body = body;
    this.length = Integer.toString(body.length);
    with("Host", "localhost");
  }

  /** A good call of a KMS operation. */
  public static RawRequest kms(TestAccount account, String operation, String json) {
    return kms(account, operation, json.getBytes(UTF_8));
  }

  /** The same with a body that may be no text. */
  public static RawRequest kms(TestAccount account, String operation, byte[] body) {
    return new RawRequest(account, body)
        .with("Content-Type", "application/x-amz-json-1.1")
        .with("X-Amz-Target", "TrentService." + operation);
  }

  /** A good call of STS. */
  public static RawRequest sts(TestAccount account, String form) {
    RawRequest request =
        new RawRequest(account, form.getBytes(UTF_8))
            .with("Content-Type", "application/x-www-form-urlencoded");
    request.service = "sts";
    return request;
  }

  /** With one more signed header field. */
  public RawRequest with(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  /** Without the fields of a name. */
  public RawRequest without(String name) {
    headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    return this;
  }

  /** With one field of a name in place of those that are there. */
  public RawRequest replaced(String name, String value) {
    return without(name).with(name, value);
  }

  /** With a field that is not signed. */
  public RawRequest withUnsigned(String name, String value) {
    unsigned.add(new Header(name, value));
    return this;
  }

  /** Takes a field out of what is signed; it is still sent. */
  public RawRequest unsign(String name) {
    for (Header header : List.copyOf(headers)) {
      if (header.name().equalsIgnoreCase(name)) {
        headers.remove(header);
        unsigned.add(header);
      }
    }
    return this;
  }

  /** The value of a signed field, or an empty text. */
  public String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  /** The whole request. */
  public byte[] bytes() {
    byte[] head = head().getBytes(ISO_8859_1);
    byte[] sent = sentBody.apply(body);
    byte[] all = java.util.Arrays.copyOf(head, head.length + sent.length);
    System.arraycopy(sent, 0, all, head.length, sent.length);
    return all;
  }

  /** The request line and the header, with the empty line. */
  public String head() {
    if (dated) {
      replaced("X-Amz-Date", Signer.timestamp(time));
    }
    StringBuilder head = new StringBuilder(600);
    head.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    headers.forEach(header -> append(head, header));
    unsigned.forEach(header -> append(head, header));
    if (authorization != null) {
      String value = authorization.apply(Signer.authorization(this));
      append(head, new Header("Authorization", value));
    }
    if (length != null) {
      append(head, new Header("Content-Length", length));
    }
    return head.append("\r\n").toString();
  }

  private static void append(StringBuilder head, Header header) {
    head.append(header.name()).append(": ").append(header.value()).append("\r\n");
  }

  /** The names of the signed fields, sorted. */
  List<String> signedNames() {
    return headers.stream()
        .map(header -> header.name().toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }
}
