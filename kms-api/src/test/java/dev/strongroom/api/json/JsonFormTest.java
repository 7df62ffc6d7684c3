package dev.strongroom.api.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.WireName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {
  record Tag(@Nullable String tagKey, @Nullable String tagValue) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Everything(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Long big,
      @Nullable Boolean flag,
      @Sensitive byte @Nullable [] blob,
      @Nullable Instant time,
      @Nullable Tag tag,
      @Nullable List<Tag> tags,
      @Nullable List<String> names,
      @Nullable Map<String, String> context,
      @WireName("AWSAccountId") @Nullable String account) {}

  private static Everything read(String json) {
    return new JsonForm(json.getBytes(UTF_8)).decode(Everything.class);
  }

  private static String refusal(String json) {
    KmsException refused = catchThrowableOfType(KmsException.class, () -> read(json));
    assertThat(refused).as(json).isNotNull();
    assertThat(refused.code()).isEqualTo(ErrorCode.SERIALIZATION);
    return String.valueOf(refused.getMessage());
  }

  private static String write(Record record) {
    return new String(JsonWriter.write(record), UTF_8);
  }

  private static Everything with(
      @Nullable String text, byte @Nullable [] blob, @Nullable Instant t) {
    return new Everything(text, null, null, null, blob, t, null, null, null, null, null);
  }

  @Test
  void everyTypeOfMemberIsReadAndWrittenBackAlike() {
    String json =
        "{\"Text\":\"tä\\\"xt\",\"Number\":-7,\"Big\":9007199254740993,\"Flag\":true,"
            + "\"Blob\":\"AAECAw==\",\"Time\":1721930000.123,\"Tag\":{\"TagKey\":\"a\"},"
            + "\"Tags\":[{\"TagKey\":\"b\",\"TagValue\":\"c\"},{}],\"Names\":[\"x\",\"y\"],"
            + "\"Context\":{\"k\":\"v\",\"K\":\"w\"},\"AWSAccountId\":\"1\"}";
    Everything all = read(json);
    assertThat(all.blob()).containsExactly(0, 1, 2, 3);
    assertThat(all.time()).isEqualTo(Instant.parse("2024-07-25T17:53:20.123Z"));
    assertThat(write(all)).isEqualTo(json);
  }

  @Test
  void absentAndNullMembersAreNullAndAreNotWritten() {
    assertThat(read("{}")).isEqualTo(read("{\"Text\":null,\"Tags\":null,\"Blob\":null}"));
    assertThat(write(read(""))).isEqualTo("{}");
  }

  @Test
  void unknownMembersAreIgnoredWhateverTheyHold() {
    assertThat(read("{\"X\":{\"Text\":[1,{\"a\":2}]},\"Text\":\"t\",\"text\":3}").text())
        .isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "\"{}\"",
        "null",
        "{",
        "{}}",
        "{}{}",
        "{} x",
        " ",
        "{\"Text\":\"a\",}",
        "{'Text':'a'}",
        "{Text:\"a\"}",
        "{\"Number\":01}",
        "{\"Number\":NaN}",
        "{/**/}",
        "{\"Text\":\"\n\"}",
        "{\"Text\":\"a\",\"Text\":\"b\"}",
        "{\"Context\":{\"a\":\"b\",\"a\":\"c\"}}",
        "{\"X\":{\"a\":1,\"a\":2}}",
        "{\"X\":{\"b\":1,\"a\":1,\"c\":1,\"\\u0061\":2}}",
        "\ufeff{}"
      })
  void whatIsNotOneJsonObjectIsRefused(String json) {
    assertThat(refusal(json)).doesNotContain("\"a\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"Text\":1};NUMBER_VALUE cannot be converted to String",
        "{\"Text\":1.5};NUMBER_VALUE cannot be converted to String",
        "{\"Text\":true};TRUE_VALUE cannot be converted to String",
        "{\"Text\":false};FALSE_VALUE cannot be converted to String",
        "{\"Text\":[]};Start of list found where not expected",
        "{\"Text\":{}};Start of structure or map found where not expected.",
        "{\"Number\":\"1\"};STRING_VALUE cannot be converted to Integer",
        "{\"Number\":2147483648};NUMBER_VALUE cannot be converted to Integer",
        "{\"Number\":1E999999999};NUMBER_VALUE cannot be converted to Integer",
        "{\"Big\":9223372036854775808};NUMBER_VALUE cannot be converted to Long",
        "{\"Flag\":\"true\"};STRING_VALUE cannot be converted to Boolean",
        "{\"Blob\":7};NUMBER_VALUE cannot be converted to Blob",
        "{\"Blob\":\"QUJ\"};Base64 encoded length is expected a multiple of 4 bytes but found: 3",
        "{\"Blob\":\"QU=C\"};Invalid Base64 character",
        "{\"Blob\":\"QU J\"};Invalid Base64 character",
        "{\"Blob\":\"QU_-\"};Invalid Base64 character",
        "{\"Blob\":\"QUJ\\u0100\"};Invalid Base64 character",
        "{\"Blob\":\"QR==\"};Invalid last non-pad Base64 character",
        "{\"Blob\":\"====\"};Invalid Base64 character",
        "{\"Time\":\"2024-07-25\"};STRING_VALUE cannot be converted to Timestamp",
        "{\"Time\":1E300};NUMBER_VALUE cannot be converted to Timestamp",
        "{\"Tag\":[]};Start of list found where not expected",
        "{\"Tag\":\"x\"};STRING_VALUE cannot be converted to Structure",
        "{\"Tags\":{}};Start of structure or map found where not expected.",
        "{\"Tags\":[null]};Null found where not expected",
        "{\"Names\":\"x\"};STRING_VALUE cannot be converted to List",
        "{\"Context\":{\"a\":null}};Null found where not expected",
        "{\"Context\":{\"a\":1}};NUMBER_VALUE cannot be converted to String"
      })
  void memberOfAnotherTypeIsRefusedInAwsWords(String json, String message) {
    assertThat(refusal(json)).isEqualTo(message);
  }

  @Test
  void fractionsOfWholeNumbersAreCutOff() {
    assertThat(read("{\"Number\":34.56}").number()).isEqualTo(34);
    assertThat(read("{\"Number\":1E1}").number()).isEqualTo(10);
    assertThat(read("{\"Number\":-0.9}").number()).isZero();
  }

  @Test
  void nestingIsBounded() {
    assertThat(read("{\"X\":" + "[".repeat(63) + "]".repeat(63) + "}")).isNotNull();
    assertThat(refusal("{\"X\":" + "[".repeat(64) + "]".repeat(64) + "}")).isNotEmpty();
    assertThat(refusal("{\"X\":" + "[".repeat(200_000))).isNotEmpty();
  }

  @Test
  void onlyUtf8IsRead() {
    for (byte[] body :
        List.of(
            "{\"Text\":\"a\"}".getBytes(UTF_16BE),
            "{\"Text\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
            "{\"Text\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1),
            // An overlong quotation mark and an encoded surrogate.
            new byte[] {'{', '"', 'T', '"', ':', '"', (byte) 0xC0, (byte) 0xA2, '"', '}'},
            new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'})) {
      assertThatThrownBy(() -> new JsonForm(body).decode(Everything.class))
          .isInstanceOf(KmsException.class);
    }
    assertThat(read("{\"Text\":\"😀é\"}").text()).isEqualTo("😀é");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    for (String half :
        List.of("\\ud800", "\\udc00", "a\\ud83dx", "\\ud83d\\ud83d", "\\ude00\\ud83d")) {
      assertThat(refusal("{\"Text\":\"" + half + "\"}")).contains("not valid Unicode");
      assertThat(refusal("{\"Context\":{\"" + half + "\":\"a\"}}")).isNotEmpty();
    }
    for (int length = 0; length < 300; length++) {
      String name = "n".repeat(length) + "\\ud800";
      assertThat(refusal("{\"Context\":{\"" + name + "\":\"a\"}}")).isNotEmpty();
      assertThat(refusal("{\"Context\":{\"" + name + "\\u0041\u00e4\":\"a\"}}")).isNotEmpty();
    }
    assertThat(read("{\"Text\":\"\\ud83d\\ude00\"}").text()).isEqualTo("😀");
    assertThat(read("{\"Context\":{\"\\ud83d\\ude00\":\"a\"}}").context()).containsKey("😀");
  }

  @Test
  void base64OfEveryLengthIsReadAndWritten() {
    for (int length : new int[] {0, 1, 2, 3, 4, 100, 4_096, 60_000}) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (i * 31);
      }
      assertThat(read(write(with(null, bytes, null))).blob()).isEqualTo(bytes);
    }
  }

  @Test
  void longTextsWithEscapesSurviveTheWipedBuffers() {
    String text = "ü\"\\\n\u0001😀x".repeat(5_000);
    for (int i = 0; i < 3; i++) {
      assertThat(read(write(with(text, new byte[10_000], null))).text()).isEqualTo(text);
    }
  }

  @Test
  void timesAreSecondsWithMillis() {
    assertThat(write(with(null, null, Instant.ofEpochMilli(1_721_930_000_120L))))
        .isEqualTo("{\"Time\":1721930000.120}");
    assertThat(write(with(null, null, Instant.ofEpochSecond(1_721_930_000L))))
        .isEqualTo("{\"Time\":1721930000}");
    assertThat(write(with(null, null, Instant.ofEpochMilli(-1)))).isEqualTo("{\"Time\":-0.001}");
  }

  @Test
  void mapsKeepTheirOrder() {
    Map<String, String> context = new LinkedHashMap<>(Map.of());
    context.put("z", "1");
    context.put("a", "2");
    assertThat(read("{\"Context\":{\"z\":\"1\",\"a\":\"2\"}}").context())
        .containsExactlyEntriesOf(context);
  }

  @Test
  void errorHasTypeAndMessage() {
    var response =
        new JsonForm(new byte[0])
            .failure(new KmsException(ErrorCode.NOT_FOUND, "Key \"x\" is not found."), "id");
    assertThat(response.status()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            "{\"__type\":\"NotFoundException\",\"message\":\"Key \\\"x\\\" is not found.\"}");
    assertThat(response.toString()).doesNotContain("found");
  }
}
