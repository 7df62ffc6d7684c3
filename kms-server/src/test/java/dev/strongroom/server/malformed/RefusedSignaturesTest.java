package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.Caller.call;
import static dev.strongroom.server.malformed.Caller.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.frontdoor.FrontDoor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the signature of a call that is good otherwise. */
class RefusedSignaturesTest {
  private static final String MISSING = "MissingAuthenticationTokenException";
  private static final String INCOMPLETE = "IncompleteSignatureException";
  private static final String INVALID = "InvalidSignatureException";
  private static final String UNKNOWN = "UnrecognizedClientException";

  private static RawRequest good() {
    return Caller.request("ListKeys", "{}");
  }

  static Stream<Arguments> mistakes() {
    Map<String, Consumer<RawRequest>> invalid = new LinkedHashMap<>();
    invalid.put("wrong secret", r -> r.secret = "wrong");
    // a signature that begins with 0 already is right with a 0 there, so no digit of it is left
    invalid.put("wrong signature", authorization("Signature=.*", "Signature=" + "0".repeat(64)));
    invalid.put("short signature", authorization("Signature=.*", "Signature=00"));
    invalid.put("too old", r -> r.time = r.time.minus(Duration.ofMinutes(6)));
    invalid.put("from the future", r -> r.time = r.time.plus(Duration.ofMinutes(6)));
    invalid.put("target unsigned", r -> r.unsign("X-Amz-Target"));
    invalid.put("host unsigned", r -> r.unsign("Host"));
    invalid.put("another region", r -> r.region = "ap-southeast-9");
    invalid.put("another service", r -> r.service = "sts");
    invalid.put("another terminator", r -> r.terminator = "aws5_request");
    invalid.put("body changed", r -> r.sentBody = body -> new byte[] {'{', 'x'});
    invalid.put("unsigned payload", r -> r.with("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"));
    invalid.put("x-amz header added", r -> r.withUnsigned("X-Amz-Meta", "x"));
    Map<String, Consumer<RawRequest>> incomplete = new LinkedHashMap<>();
    incomplete.put("no scope", authorization("Credential=[^,]*", "Credential=x"));
    incomplete.put("no signed headers", authorization("SignedHeaders=[^,]*, ", ""));
    incomplete.put("no signature", authorization(", Signature=.*", ""));
    incomplete.put("unsorted headers", authorization("=content-type;host", "=host;content-type"));
    incomplete.put("part twice", authorization("$", ", Signature=00"));
    incomplete.put("another algorithm", authorization("HMAC-SHA256", "HMAC-SHA512"));
    incomplete.put("bad date", r -> dated(r, "2026-11-24T12:00:00Z"));
    incomplete.put("no date", r -> r.dated = false);
    incomplete.put("date twice", r -> r.withUnsigned("X-Amz-Date", Signer.timestamp(r.time)));
    incomplete.put("target twice", r -> r.with("X-Amz-Target", "TrentService.ListAliases"));
    incomplete.put("authorization twice", r -> r.withUnsigned("Authorization", "AWS4-HMAC-SHA256"));
    incomplete.put("type twice", r -> r.with("Content-Type", "application/x-amz-json-1.1"));
    Map<String, Consumer<RawRequest>> unknown = new LinkedHashMap<>();
    unknown.put("unknown key", r -> r.keyId = "AKIAI44QH8DHBEXAMPLE");
    unknown.put("impossible key", r -> r.keyId = "x'; drop table");
    unknown.put("no key", r -> r.keyId = "");
    unknown.put("session token", r -> r.with("X-Amz-Security-Token", Canary.text(40)));
    return Stream.of(
            cases(invalid, INVALID),
            cases(incomplete, INCOMPLETE),
            cases(unknown, UNKNOWN),
            cases(Map.of("no signature at all", r -> r.authorization = null), MISSING),
            cases(Map.of("basic", authorization("AWS4.*", "Basic eDp5")), MISSING))
        .flatMap(one -> one);
  }

  private static Stream<Arguments> cases(Map<String, Consumer<RawRequest>> all, String code) {
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue(), code));
  }

  private static Consumer<RawRequest> authorization(String regex, String replacement) {
    UnaryOperator<String> change = value -> value.replaceFirst(regex, replacement);
    return request -> request.authorization = change;
  }

  private static void dated(RawRequest request, String date) {
    request.dated = false;
    request.with("X-Amz-Date", date);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mistakes")
  void eachMistakeHasItsError(String name, Consumer<RawRequest> mistake, String code) {
    RawRequest request = good();
    mistake.accept(request);
    refuses(request, code);
  }

  @Test
  void aGoodSignatureIsTakenInEachRegionOfTheDeploymentAndWithin5Minutes() {
    assertThat(call(good()).status()).isEqualTo(200);
    RawRequest elsewhere = good();
    elsewhere.region = FrontDoor.OTHER_REGION;
    assertThat(call(elsewhere).status()).isEqualTo(200);
    RawRequest early = good();
    early.time = early.time.minus(Duration.ofMinutes(4));
    assertThat(call(early).status()).isEqualTo(200);
  }

  @Test
  void mistakesOfAnStsCallAreToldInXml() {
    RawRequest unsigned =
        RawRequest.sts(Caller.SAMPLES.account(), "Action=GetCallerIdentity&Version=2011-06-15");
    unsigned.authorization = null;
    assertThat(call(unsigned).code()).isEqualTo("MissingAuthenticationToken");
    RawRequest twice =
        RawRequest.sts(
            Caller.SAMPLES.account(),
            "Action=GetCallerIdentity&Version=2011-06-15&Action=AssumeRole");
    assertThat(call(twice).code()).isEqualTo("MalformedInput");
    RawRequest wrong =
        RawRequest.sts(Caller.SAMPLES.account(), "Action=GetCallerIdentity&Version=2011-06-15");
    wrong.secret = "wrong";
    assertThat(call(wrong).code()).isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void nothingThatWasSentIsEchoed() {
    RawRequest request = good().with("X-Amz-Security-Token", Canary.text(40));
    request.secret = Canary.text(40);
    assertThat(call(request).text()).doesNotContain(Canary.MARK);
    for (String secret : List.of(Canary.text(40), Caller.SAMPLES.account().secret())) {
      RawRequest mixedUp = good();
      mixedUp.keyId = secret;
      assertThat(call(mixedUp).text()).doesNotContain(secret);
    }
  }
}
