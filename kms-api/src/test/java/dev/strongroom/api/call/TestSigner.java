package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's signer, written apart from the server's code so that both cannot err alike. */
public final class TestSigner {
  public static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  public String keyId = KEY_ID;
  public String secret = SECRET;
  public String amzDate = "20261124T120000Z";
  public String scopeDate = "20261124";
  public String region = "us-east-1";
  public String service = "kms";
  public String terminator = "aws4_request";
  public String algorithm = "AWS4-HMAC-SHA256";
  public String method = "POST";
  public String path = "/";
  public String query = "";
  public byte[] body = new byte[0];
  public Instant arrives = Instant.parse("2026-11-24T12:00:00Z");
  public final List<WireHeader> headers = new ArrayList<>();
  public final List<String> unsigned = new ArrayList<>();

  /** A KMS call. */
  public static TestSigner kms(String operation, String json) {
    TestSigner signer = new TestSigner();
    signer.body = json.getBytes(UTF_8);
    return signer
        .with("host", "localhost:8080")
        .with("content-type", "application/x-amz-json-1.1")
        .with("x-amz-target", "TrentService." + operation);
  }

  /** An STS call in a form. */
  public static TestSigner sts(String form) {
    TestSigner signer = new TestSigner();
    signer.service = "sts";
    signer.body = form.getBytes(UTF_8);
    return signer
        .with("host", "localhost:8080")
        .with("content-type", "application/x-www-form-urlencoded; charset=utf-8");
  }

  public TestSigner with(String name, String value) {
    headers.add(new WireHeader(name, value));
    return this;
  }

  /** With an Authorization header. */
  public WireRequest signed() {
    if (headers.stream().noneMatch(h -> h.name().equals("x-amz-date") || h.name().equals("date"))) {
      with("x-amz-date", amzDate);
    }
    String signature = signature(canonical(query, hash(body)));
    List<WireHeader> all = new ArrayList<>(headers);
    String value =
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(algorithm, keyId, scope(), signedNames(), signature);
    all.add(new WireHeader("authorization", value));
    return request(query, all);
  }

  /** With the signature in the query string. */
  public WireRequest presigned(String parameters, String expires) {
    method = "GET";
    String claimed =
        "X-Amz-Algorithm=%s&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-SignedHeaders=%s"
            .formatted(
                algorithm,
                URLEncoder.encode(keyId + "/" + scope(), UTF_8),
                amzDate,
                expires,
                URLEncoder.encode(signedNames(), UTF_8));
    String all = parameters + "&" + claimed;
    String sorted = List.of(all.split("&")).stream().sorted().collect(Collectors.joining("&"));
    return request(all + "&X-Amz-Signature=" + signature(canonical(sorted, hash(body))), headers);
  }

  public WireRequest request(String queryString, List<WireHeader> all) {
    return new WireRequest(
        "6f1ed002-ab5f-4d6d-8f3e-6a3a3a3a3a3a",
        arrives,
        method,
        path,
        queryString,
        new WireHeaders(all),
        body.clone(),
        "192.0.2.7",
        Optional.empty(),
        false);
  }

  private String scope() {
    return scopeDate + "/" + region + "/" + service + "/" + terminator;
  }

  private String signedNames() {
    return headers.stream()
        .map(WireHeader::name)
        .filter(name -> !unsigned.contains(name))
        .distinct()
        .sorted()
        .collect(Collectors.joining(";"));
  }

  private String canonical(String sortedQuery, String bodyHash) {
    TreeMap<String, String> values = new TreeMap<>();
    for (WireHeader header : headers) {
      if (!unsigned.contains(header.name())) {
        String value = header.value().replaceAll(" +", " ");
        values.merge(header.name(), value, (a, b) -> a + "," + b);
      }
    }
    StringBuilder text = new StringBuilder(method + "\n" + path + "\n" + sortedQuery + "\n");
    values.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append('\n').append(signedNames()).append('\n').append(bodyHash).toString();
  }

  private String signature(String canonical) {
    String toSign =
        "AWS4-HMAC-SHA256\n" + amzDate + "\n" + scope() + "\n" + hash(canonical.getBytes(UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String step : List.of(scopeDate, region, service, terminator, toSign)) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(key);
  }

  public static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
