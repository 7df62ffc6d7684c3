package dev.strongroom.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.sigv4.SigV4Vector;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.operation.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final String JSON = "application/x-amz-json-1.1";
  private final Router router =
      new Router(Set.of(Service.KMS), Set.of(Service.STS), Optional.empty());

  private Routing route(String method, String query, String body, String... headers) {
    TestSigner request = new TestSigner();
    request.method = method;
    request.body = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<WireHeader> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new WireHeader(headers[i], headers[i + 1]));
    }
    return router.route(request.request(query, all));
  }

  @Test
  void jsonCallIsToldByTypeAndTarget() {
    assertThat(
            route("POST", "", "{}", "content-type", JSON, "x-amz-target", "TrentService.Encrypt"))
        .isInstanceOfSatisfying(
            Routing.Target.class,
            target -> {
              assertThat(target.service()).isEqualTo(Service.KMS);
              assertThat(target.action()).isEqualTo("Encrypt");
            });
    assertThat(
            route(
                "POST",
                "",
                "{}",
                "content-type",
                "Application/X-Amz-Json-1.1; charset=utf-8",
                "x-amz-target",
                "TrentService.A.B"))
        .isInstanceOfSatisfying(
            Routing.Target.class, target -> assertThat(target.action()).isEqualTo("A.B"));
  }

  @Test
  void otherTypesMethodsAndTargetsAreAstray() {
    String target = "TrentService.Encrypt";
    assertThat(
            List.of(
                route("POST", "", "{}", "content-type", JSON),
                route("POST", "", "{}", "content-type", JSON, "x-amz-target", "Encrypt"),
                route("POST", "", "{}", "content-type", JSON, "x-amz-target", "Other.Encrypt"),
                route("POST", "", "{}", "x-amz-target", target),
                route("POST", "", "{}", "content-type", "application/json", "x-amz-target", target),
                route("PUT", "", "{}", "content-type", JSON, "x-amz-target", target),
                route("POST", "a=b", "{}", "content-type", JSON, "x-amz-target", target),
                route("GET", "", ""),
                route("HEAD", "Action=GetCallerIdentity&Version=2011-06-15", "")))
        .allSatisfy(routing -> assertThat(routing).isInstanceOf(Routing.Astray.class));
  }

  @Test
  void whoeverNamesATargetIsAnsweredInJson() {
    String identity = "Action=GetCallerIdentity&Version=2011-06-15";
    assertThat(
            List.of(
                route("GET", identity, "", "x-amz-target", "TrentService.Encrypt"),
                route("GET", "a=%zz", "", "x-amz-target", "TrentService.Encrypt"),
                route(
                    "POST",
                    "",
                    identity,
                    "content-type",
                    "application/x-www-form-urlencoded",
                    "x-amz-target",
                    "TrentService.Encrypt")))
        .allSatisfy(
            routing ->
                assertThat(routing)
                    .isInstanceOfSatisfying(
                        Routing.Astray.class,
                        astray -> {
                          assertThat(astray.form()).isInstanceOf(JsonForm.class);
                          assertThat(astray.error().code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
                        }));
  }

  @Test
  void queryCallIsToldByActionAndVersion() {
    String form = "Action=GetCallerIdentity&Version=2011-06-15";
    String type = "application/x-www-form-urlencoded";
    assertThat(route("POST", "", form, "content-type", type)).isInstanceOf(Routing.Target.class);
    assertThat(route("GET", form, "")).isInstanceOf(Routing.Target.class);
    assertThat(
            List.of(
                route("POST", "a=b", form, "content-type", type),
                route("POST", "", "Action=X", "content-type", type),
                route("POST", "", "Version=2011-06-15", "content-type", type),
                route("POST", "", form + "&Action=Other", "content-type", type),
                route("POST", "", form + "&a=%zz", "content-type", type),
                route("POST", "", form + "&a=%FF", "content-type", type),
                route("POST", "", "a&".repeat(1_001), "content-type", type),
                route("POST", "", "a" + ".a".repeat(17), "content-type", type)))
        .allSatisfy(routing -> assertThat(routing).isInstanceOf(Routing.Astray.class));
  }

  @Test
  void whatItSaysAboutAnUnknownActionEchoesNamesOnly() {
    assertThat(route("GET", "Action=<script>&Version=1", ""))
        .isInstanceOfSatisfying(
            Routing.Astray.class,
            astray ->
                assertThat(astray.error())
                    .hasMessage("Could not find operation (not a name) for version 1"));
  }

  /** Of the published signatures, these have a path that no call here has. */
  @Test
  void pathsOfTheSigV4SuiteOtherThanTheRootAreAstray() throws IOException {
    Set<String> astray = new TreeSet<>();
    for (SigV4Vector vector : SigV4Vector.all().toList()) {
      WireRequest request = vector.request("header-signed-request.txt");
      WireRequest asKms =
          new WireRequest(
              request.requestId(),
              request.time(),
              "POST",
              request.path(),
              request.query(),
              new WireHeaders(
                  List.of(
                      new WireHeader("content-type", JSON),
                      new WireHeader("x-amz-target", "TrentService.Encrypt"))),
              request.body(),
              request.remoteAddress(),
              request.tls(),
              false);
      if (router.route(asKms) instanceof Routing.Astray) {
        astray.add(vector.name());
      }
    }
    assertThat(astray)
        .containsExactlyInAnyOrder(
            // The path is not exactly /:
            "get-relative-normalized",
            "get-relative-relative-normalized",
            "get-relative-relative-unnormalized",
            "get-relative-unnormalized",
            "get-slash-dot-slash-normalized",
            "get-slash-dot-slash-unnormalized",
            "get-slash-normalized",
            "get-slash-pointless-dot-normalized",
            "get-slash-pointless-dot-unnormalized",
            "get-slash-unnormalized",
            "get-slashes-normalized",
            "get-slashes-unnormalized",
            "get-space-normalized",
            "get-space-unnormalized",
            "get-unreserved",
            "get-utf8",
            // A call of KMS has no query string:
            "get-vanilla-empty-query-key",
            "get-vanilla-query-order-encoded",
            "get-vanilla-query-order-key-case",
            "get-vanilla-query-unreserved",
            "get-vanilla-utf8-query",
            "post-vanilla-empty-query-value",
            "post-vanilla-query");
  }
}
