package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/** Servers behind proxies, and what forwarded headers mean to them. */
@Tag("slow")
class TrustedProxiesTest extends TlsServer {
  @Test
  void aProxyThatEndsTlsIsBelievedAndNobodyElse() throws Exception {
    ServerProcess started =
        start(
            "--strongroom.tls.terminated-upstream=true", "--strongroom.trusted-proxies=127.0.0.1");
    FrontDoor.TestAccount account = account(started.endpoint());
    try (KmsClient kms = account.kms()) {
      kms.listKeys(
          r ->
              r.overrideConfiguration(
                  c ->
                      c.putHeader("X-Forwarded-For", "203.0.113.5, 198.51.100.7")
                          .putHeader("X-Forwarded-Proto", "https")));
      JsonNode event = lastEvent(account, "ListKeys");
      assertThat(event.path("sourceIPAddress").asString()).isEqualTo("198.51.100.7");
      assertThat(event.has("tlsDetails")).isFalse();
      assertThat(
              Errors.codeOf(
                  () ->
                      kms.listKeys(
                          r ->
                              r.overrideConfiguration(
                                  c -> c.putHeader("X-Forwarded-Proto", "http")))))
          .isEqualTo("AccessDeniedException");
    }
    started.awaitConsole();
    try (HttpClient proxy = HttpClient.newHttpClient()) {
      assertThat(
              get(
                      proxy,
                      started.console("http"),
                      "X-Forwarded-Proto",
                      "https",
                      "X-Forwarded-For",
                      "203.0.113.5")
                  .headers()
                  .firstValue("strict-transport-security"))
          .as("the console knows that its client came by TLS")
          .isPresent();
      assertThat(
              get(proxy, started.console("http")).headers().firstValue("strict-transport-security"))
          .isEmpty();
    }
  }

  @Test
  void forwardedHeadersOfStrangersMeanNothing() throws Exception {
    ServerProcess started = start("--strongroom.trusted-proxies=192.0.2.0/24");
    FrontDoor.TestAccount account = account(started.endpoint());
    try (KmsClient kms = account.kms()) {
      kms.listKeys(
          r ->
              r.overrideConfiguration(
                  c ->
                      c.putHeader("X-Forwarded-For", "198.51.100.7")
                          .putHeader("X-Forwarded-Proto", "http")));
    }
    assertThat(lastEvent(account, "ListKeys").path("sourceIPAddress").asString())
        .isEqualTo("127.0.0.1");
    started.awaitConsole();
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      assertThat(
              get(stranger, started.console("http"), "X-Forwarded-Proto", "https")
                  .headers()
                  .firstValue("strict-transport-security"))
          .isEmpty();
    }
  }
}
