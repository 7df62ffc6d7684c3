package dev.strongroom.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Makes the bytes of signed HTTP/1.1 requests, so that signing does not count while it is measured.
 * They are good for five minutes (SigV4's clock skew).
 *
 * @param region what they are signed for
 */
record Presigner(Target target, String region) {

  private URI endpoint() {
    return target.endpoint();
  }

  /**
   * A call of KMS as an SDK sends it.
   *
   * @param operation such as {@code Encrypt}
   * @param body its JSON
   */
  byte[] sign(Account account, String operation, String body) {
    byte[] payload = body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest signed = signed(account, operation, payload);
    StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
    if (signed.firstMatchingHeader("Host").isEmpty()) {
      head.append("host: ").append(endpoint().getAuthority()).append("\r\n");
    }
    signed.forEachHeader(
        (name, values) ->
            values.forEach(
                value ->
                    head.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append("\r\n")));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(payload);
    return request.toByteArray();
  }

  /** The same as method, address and headers. */
  SdkHttpRequest signed(Account account, String operation, byte[] payload) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", Integer.toString(payload.length))
            .putHeader("User-Agent", "strongroom-bench")
            .putHeader("X-Amz-Target", "TrentService." + operation)
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            r ->
                r.identity(AwsCredentialsIdentity.create(account.accessKeyId(), account.secret()))
                    .request(unsigned)
                    .payload(() -> new ByteArrayInputStream(payload))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kms")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request();
  }
}
