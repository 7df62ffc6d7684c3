package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong with a request around its body: method, target, header, signature. */
final class HttpMutation {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post", "P", "CONNECT");
  private static final List<String> TARGETS =
      List.of(
          "/?",
          "//",
          "/./",
          "/x",
          "/%2e%2e/",
          "/%00",
          "*",
          "http://localhost/",
          "/?a=b",
          "/?a=%zz",
          "/service/TrentService/operation/ListKeys",
          "/;x=1",
          "/#x",
          "/\u00e4",
          "/?&&&==",
          "",
          "/?Action=GetCallerIdentity&Version=2011-06-15",
          "/?X-Amz-Algorithm=AWS4-HMAC-SHA256");
  private static final List<String> TYPES =
      List.of(
          "",
          "application/json",
          "application/x-amz-json-1.0",
          "text/plain",
          "application/cbor",
          "application/x-www-form-urlencoded",
          "APPLICATION/X-AMZ-JSON-1.1;charset=utf-16",
          "multipart/form-data; boundary=x",
          "application/x-amz-json-1.1, text/html",
          "\u00ff");
  private static final List<String> API_TARGETS =
      List.of(
          "",
          ".",
          "TrentService",
          "TrentService.",
          "TrentService.Nothing",
          "Other.Encrypt",
          "trentservice.encrypt",
          "TrentService.Encrypt.Decrypt",
          "TrentService.\u00e4",
          "StrongroomPlatform.CreateAccount",
          "AWSSecurityTokenServiceV20110615.GetCallerIdentity",
          "TrentService." + "A".repeat(5_000),
          "TrentService.%s%n${jndi:ldap://x}");
  private static final List<String> SCOPES =
      List.of("", "sts", "eu-central-1", "us-east-2", "KMS", "../kms", "\u00ff", "aws4_request");
  private static final List<String> NAMES =
      List.of(
          "Host",
          "Content-Type",
          "X-Amz-Target",
          "X-Amz-Date",
          "Content-Length",
          "Date",
          "Authorization",
          "X-Amz-Security-Token",
          "X-Amz-Content-Sha256",
          "Content-Encoding");

  private HttpMutation() {}

  /** Whether the server may read more or fewer requests out of it than one. */
  static boolean isAboutFraming(int kind) {
    return kind >= FIRST_OF_FRAMING;
  }

  static final int FIRST_OF_FRAMING = 17;
  static final int KINDS = FIRST_OF_FRAMING + Framing.KINDS;

  static void apply(int kind, RawRequest request, SplittableRandom random) {
    switch (kind) {
      case 0 -> request.method = one(METHODS, random);
      case 1 -> request.target = one(TARGETS, random);
      case 2 -> request.replaced("Content-Type", one(TYPES, random));
      case 3 -> request.replaced("X-Amz-Target", one(API_TARGETS, random));
      case 4 -> request.unsign(one(NAMES.subList(0, 3), random));
      case 5 -> request.region = one(SCOPES, random);
      case 6 -> request.service = one(SCOPES, random);
      case 7 -> request.terminator = one(SCOPES, random);
      case 8 -> request.time = request.time.plus(Duration.ofMinutes(random.nextInt(-90, 90)));
      case 9 -> date(request, random);
      case 10 -> request.with("X-Amz-Security-Token", Canary.text(40));
      case 11 -> request.with("X-Amz-Content-Sha256", one(List.of("", "UNSIGNED-PAYLOAD"), random));
      case 12 -> twice(request, one(NAMES.subList(0, 4), random), random);
      case 13 -> credential(request, random);
      case 14 -> request.authorization = value -> flipped(value, random);
      case 15 -> request.authorization = random.nextBoolean() ? null : made(random);
      case 16 -> request.with(one(NAMES.subList(5, 10), random), "gzip");
      default -> Framing.apply(kind - FIRST_OF_FRAMING, request, random);
    }
  }

  private static void date(RawRequest request, SplittableRandom random) {
    request.dated = false;
    List<String> dates = List.of("", "20261124", "2026-11-24T12:00:00Z", "99999999T999999Z", "x");
    request.replaced("X-Amz-Date", one(dates, random));
  }

  private static void twice(RawRequest request, String name, SplittableRandom random) {
    String value = random.nextBoolean() ? request.header(name) : "another";
    if (random.nextBoolean()) {
      request.with(name, value);
    } else {
      request.withUnsigned(name, value);
    }
  }

  /** The secret in the place of the access key id, as happens to people, and other mistakes. */
  private static void credential(RawRequest request, SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> request.keyId = request.secret;
      case 1 -> request.secret = Canary.text(40);
      case 2 -> request.keyId = "AKIA" + "Z".repeat(random.nextInt(200));
      default -> request.keyId = one(List.of("", "\u00ff", "x'; drop table", "AKIA"), random);
    }
  }

  private static java.util.function.UnaryOperator<String> made(SplittableRandom random) {
    String signature = HexFormat.of().formatHex(Canary.text(32).getBytes(US_ASCII));
    return value ->
        switch (random.nextInt(4)) {
          case 0 -> value.replaceFirst("Signature=.*", "Signature=" + signature);
          case 1 -> value.replaceFirst("SignedHeaders=[^,]*", "SignedHeaders=");
          case 2 -> "Basic " + Canary.base64(30);
          default -> value.substring(0, random.nextInt(value.length()));
        };
  }

  /** Moves a signature that cannot be right into the query string. */
  static void presign(RawRequest request, String parameters, SplittableRandom random) {
    request.method = "GET";
    request.without("Content-Type");
    request.body = new byte[0];
    request.length = null;
    request.authorization = random.nextInt(8) == 0 ? request.authorization : null;
    request.dated = false;
    String scope = request.keyId + "%2F20261124%2Fus-east-1%2Fsts%2Faws4_request";
    String date = one(List.of(Signer.timestamp(request.time), "00000101T000000Z", "x"), random);
    List<String> times = List.of("60", "0", "-1", "604800", "604801", "9".repeat(30), "");
    String query =
        "/?%s&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s"
                .formatted(parameters.replace("%", "%%"), scope, date, one(times, random))
            + "&X-Amz-SignedHeaders=host&X-Amz-Security-Token="
            + Canary.text(20)
            + "&X-Amz-Signature="
            + Canary.text(20);
    request.target = random.nextInt(3) == 0 ? flipped(query, random).replace(' ', '+') : query;
  }

  /** One changed character that stays in its line. */
  private static String flipped(String value, SplittableRandom random) {
    int at = random.nextInt(value.length());
    char c = (char) (' ' + random.nextInt(95));
    return value.substring(0, at) + c + value.substring(at + 1);
  }

  static <T> T one(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
