package dev.strongroom.api.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.crypto.Digests;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Steps 2 to 4 of SigV4: the string to sign, the signing key and the signature. */
final class Signature {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] PREFIX = "AWS4".getBytes(US_ASCII);
  private static final String IN_QUERY = "X-Amz-Signature";

  private Signature() {}

  /** Whether the claim's signature is that of the request under the secret; constant time. */
  static boolean matches(
      SignatureClaim claim,
      WireRequest request,
      List<QueryParameter> query,
      String bodyHash,
      byte[] secret) {
    String canonical =
        CanonicalRequest.text(
            request.method(),
            request.path(),
            true,
            claim.presigned() ? withoutSignature(query) : query,
            request.headers(),
            claim.signedHeaders(),
            bodyHash);
    byte[] expected = of(stringToSign(claim, canonical), claim, secret).getBytes(US_ASCII);
    return Digests.equal(expected, claim.signature().getBytes(ISO_8859_1));
  }

  static List<QueryParameter> withoutSignature(List<QueryParameter> query) {
    return query.stream().filter(parameter -> !parameter.name().equals(IN_QUERY)).toList();
  }

  static String stringToSign(SignatureClaim claim, String canonicalRequest) {
    return AuthorizationHeader.ALGORITHM
        + '\n'
        + claim.timestamp()
        + '\n'
        + claim.scope()
        + '\n'
        + sha256(canonicalRequest.getBytes(ISO_8859_1));
  }

  static String of(String stringToSign, SignatureClaim claim, byte[] secret) {
    byte[] start = Arrays.copyOf(PREFIX, PREFIX.length + secret.length);
    System.arraycopy(secret, 0, start, PREFIX.length, secret.length);
    byte[] key = step(start, claim.date());
    key = step(key, claim.region());
    key = step(key, claim.service());
    key = step(key, claim.terminator());
    return HEX.formatHex(step(key, stringToSign));
  }

  static String sha256(byte[] bytes) {
    return HEX.formatHex(Digests.sha256(bytes));
  }

  /** One HMAC; its key is not needed again and is wiped. */
  private static byte[] step(byte[] key, String data) {
    byte[] mac = Digests.hmacSha256(key, data.getBytes(ISO_8859_1));
    Arrays.fill(key, (byte) 0);
    return mac;
  }
}
