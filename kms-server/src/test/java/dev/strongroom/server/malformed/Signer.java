package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 of a {@link RawRequest}; signing keys are kept, for there are many calls. */
final class Signer {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Map<String, byte[]> KEYS = new ConcurrentHashMap<>();
  private static final int DATE_LENGTH = 8;

  private Signer() {}

  static String timestamp(Instant time) {
    return BASIC.format(time);
  }

  static String authorization(RawRequest request) {
    String date = timestamp(request.time).substring(0, DATE_LENGTH);
    String scope = String.join("/", date, request.region, request.service, request.terminator);
    String names = String.join(";", request.signedNames());
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            timestamp(request.time),
            scope,
            hash(canonical(request, names).getBytes(ISO_8859_1)));
    byte[] key =
        KEYS.computeIfAbsent(
            request.secret + "/" + scope, s -> key(request.secret, List.of(scope.split("/", -1))));
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(request.keyId, scope, names, HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static String canonical(RawRequest request, String names) {
    int mark = request.target.indexOf('?');
    String path = mark < 0 ? request.target : request.target.substring(0, mark);
    String query = mark < 0 ? "" : request.target.substring(mark + 1);
    String sorted =
        query.isEmpty()
            ? ""
            : Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
    StringBuilder text = new StringBuilder(500);
    text.append(request.method).append('\n').append(path).append('\n').append(sorted).append('\n');
    for (String name : request.signedNames()) {
      String values =
          request.headers.stream()
              .filter(header -> header.name().equalsIgnoreCase(name))
              .map(header -> header.value().strip().replaceAll("[ \t]+", " "))
              .collect(Collectors.joining(","));
      text.append(name).append(':').append(values).append('\n');
    }
    return text.append('\n').append(names).append('\n').append(hash(request.body)).toString();
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String secret, List<String> scope) {
    byte[] key = ("AWS4" + secret).getBytes(ISO_8859_1);
    for (String step : scope) {
      key = hmac(key, step);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data.getBytes(ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
