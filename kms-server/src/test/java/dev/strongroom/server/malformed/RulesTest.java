package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.contract.ApiModel;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that malformed requests are judged by do find what breaks them. */
class RulesTest {
  private static final AnswerRules RULES = new AnswerRules(ApiModel.read("kms.json"));
  private static final Map<String, String> HEADERS =
      Map.of(
          "x-amzn-requestid", "6f1ed002-ab5f-4d6d-8f3e-6a3a3a3a3a3a",
          "date", "Tue, 24 Nov 2026 12:00:00 GMT",
          "content-type", "application/x-amz-json-1.1");

  private static void hold(int status, Map<String, String> headers, String body) {
    RULES.hold(new Answer(status, headers, body.getBytes(US_ASCII)), false);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.put(name, value);
    return headers;
  }

  @Test
  void goodAnswersHold() {
    String error = "{\"__type\":\"NotFoundException\"}";
    assertThatCode(() -> hold(200, HEADERS, "{}")).doesNotThrowAnyException();
    assertThatCode(() -> hold(400, HEADERS, error)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                hold(
                    403,
                    with("content-type", "text/xml"),
                    "<E><Code>AccessDenied</Code><RequestId>1</RequestId></E>"))
        .doesNotThrowAnyException();
  }

  @Test
  void faultsUnknownErrorsAndWhatIsNoJsonOrXmlBreakThem() {
    String error = "{\"__type\":\"NotFoundException\"}";
    List<Runnable> broken =
        List.of(
            () -> hold(500, HEADERS, error),
            () -> hold(400, with("x-amzn-requestid", ""), error),
            () -> hold(400, with("date", ""), error),
            () -> hold(400, HEADERS, "{\"__type\":\"NoSuchException\"}"),
            () -> hold(400, HEADERS, "{}"),
            () -> hold(400, HEADERS, "{"),
            () -> hold(200, HEADERS, "[]"),
            () -> hold(400, with("content-type", "text/html"), error),
            () -> hold(400, with("content-type", "text/xml"), "<E><RequestId>1</RequestId></E>"),
            () -> hold(400, with("content-type", "text/xml"), "<E>"));
    for (Runnable one : broken) {
      assertThatThrownBy(one::run).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void secretsAreFoundInEachOfTheirForms(@TempDir Path logs) throws Exception {
    String secret = "/a secret+of some length";
    byte[] bytes = secret.getBytes(US_ASCII);
    String signature = "0123456789abcdef".repeat(4);
    List<String> lines =
        List.of(
            secret,
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().encodeToString(("x" + secret + "y").getBytes(US_ASCII)),
            Base64.getUrlEncoder().encodeToString(("xy" + secret).getBytes(US_ASCII)),
            HexFormat.of().formatHex(bytes),
            HexFormat.of().withUpperCase().formatHex(bytes),
            signature);
    for (String line : lines) {
      Path packed = logs.resolve("a.log.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
        out.write(("before " + line + " after").getBytes(US_ASCII));
      }
      LeakSearch search = new LeakSearch(List.of(secret), Set.of(signature));
      search.logs(logs);
      assertThat(search.found()).as(line).isNotEmpty();
    }
    Files.delete(logs.resolve("a.log.gz"));
    Files.writeString(logs.resolve("b.log"), "nothing of the kind " + "0".repeat(64));
    LeakSearch search = new LeakSearch(List.of(secret), Set.of(signature));
    search.logs(logs);
    assertThat(search.found()).isEmpty();
  }
}
