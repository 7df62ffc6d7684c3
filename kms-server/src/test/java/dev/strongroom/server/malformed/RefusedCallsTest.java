package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.Caller.SAMPLES;
import static dev.strongroom.server.malformed.Caller.call;
import static dev.strongroom.server.malformed.Caller.refuses;
import static dev.strongroom.server.malformed.Caller.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a call apart from its signature: its type, target, method and path. */
class RefusedCallsTest {
  private static final String LIST = "ListKeys";

  @Test
  void goodCallIsAnswered() {
    assertThat(call(LIST, "{}").status()).isEqualTo(200);
    assertThat(call(LIST, "").status()).isEqualTo(200);
  }

  @Test
  void severalErrorsAreToldAtOnceInMemberOrder() {
    Answer answer = call("Encrypt", "{\"EncryptionAlgorithm\":\"NOPE\",\"KeyId\":\"\"}");
    assertThat(answer.code()).isEqualTo("ValidationException");
    assertThat(answer.message())
        .startsWith(
            "3 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member"
                + " must have length greater than or equal to 1; Value at 'plaintext' failed to"
                + " satisfy constraint: Member must not be null; Value 'NOPE' at"
                + " 'encryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum"
                + " value set: [SYMMETRIC_DEFAULT, ");
  }

  @Test
  void everyOperationThatIsNotBuiltIsUnknownWhateverItsBody() {
    List<String> names = new ArrayList<>(Caller.MODEL.operations());
    names.removeAll(Caller.built());
    names.addAll(List.of("", "Nothing", "encrypt", "Encrypt.Decrypt", "%s", "\u00e4"));
    for (String name : names) {
      refuses(request(name, "{}"), "UnknownOperationException");
      refuses(request(name, "no JSON"), "UnknownOperationException");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TrentService",
        "Other.ListKeys",
        "trentservice.ListKeys",
        "StrongroomPlatform.Status"
      })
  void targetOfNoServiceIsAnUnknownOperation(String target) {
    refuses(request(LIST, "{}").replaced("X-Amz-Target", target), "UnknownOperationException");
  }

  @Test
  void callWithoutATargetIsAnUnknownOperation() {
    refuses(request(LIST, "{}").without("X-Amz-Target"), "UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "application/x-amz-json-1.0",
        "application/cbor",
        "text/plain",
        "application/x-www-form-urlencoded"
      })
  void otherTypeOfContentIsAnUnknownOperationInJson(String type) {
    refuses(request(LIST, "{}").replaced("Content-Type", type), "UnknownOperationException");
    // As at AWS, the protocol is told before the signature is looked at.
    RawRequest unsigned = request(LIST, "{}").replaced("Content-Type", type);
    unsigned.authorization = null;
    refuses(unsigned, "UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post", "X"})
  void otherMethodIsAnUnknownOperationInJson(String method) {
    for (String target : List.of("/", "/?Action=GetCallerIdentity&Version=2011-06-15")) {
      RawRequest request = request(LIST, "{}");
      request.method = method;
      request.target = target;
      refuses(request, "UnknownOperationException");
      assertThat(call(request).header("content-type")).isEqualTo("application/x-amz-json-1.1");
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws IOException {
    RawRequest head = request(LIST, "");
    head.method = "HEAD";
    try (RawConnection connection =
        RawConnection.to(SAMPLES.account().endpoint()).send(head.bytes())) {
      assertThat(connection.answerOrEnd(false).orElseThrow().status()).isEqualTo(400);
      assertThat(connection.send(request(LIST, "{}").bytes()).answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?",
        "/?a=b",
        "/?X-Amz-Target=TrentService.ListKeys",
        "//",
        "/.",
        "/x",
        "/%2F",
        "/%00",
        "/service/TrentService/operation/ListKeys",
        "http://localhost/",
        "/;a",
        "/#a",
        "*"
      })
  void otherPathsAndQueriesAreAnUnknownOperation(String target) {
    RawRequest request = request(LIST, "{}");
    request.target = target;
    refuses(request, "UnknownOperationException");
  }
}
