package dev.strongroom.server.malformed;

import dev.strongroom.server.malformed.JsonText.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values that a member of some shape should not have. */
final class BadValues {
  private static final int LONG_ENOUGH = 9_000;

  // A JSON parser, a database, a log or a name parser may stumble over each of these.
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\uFEFF",
          "\u202Egnp.exe",
          "\uFFFF",
          "e\u0301\u0301\u0301\u0301",
          "İıſK",
          "😀👨‍👩‍👧‍👦",
          "\r\nX-Injected: 1",
          "%00%0a%s%n${jndi:ldap://x/}",
          "' OR 1=1 --",
          "<x>&amp;]]>",
          "../../../../etc/passwd",
          "arn:aws:kms:us-east-1:000000000000:key/",
          "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000",
          "arn:aws:kms:us-east-1:1:alias/x",
          "arn:aws-cn:kms:eu-central-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef",
          "arn:::::::::",
          "alias/",
          "alias/aws/s3",
          "alias/a/b//c",
          "mrk-",
          "00000000-0000-0000-0000-00000000000G");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "0.5",
          "1e309",
          "1E999999999",
          "-1e-999999999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1" + "0".repeat(100),
          "00",
          "01",
          "1.",
          ".5",
          "+1",
          "NaN",
          "Infinity",
          "0x10",
          "1e",
          "--1");

  private static final List<String> BASE64 =
      List.of("!!!!", "A", "QQ", "QQ=", "QR==", "====", "QUJD\\n", "-_-_", "QU JD", "QUJD=QUJD");

  private static final List<String> RAW =
      List.of(
          "null",
          "true",
          "false",
          "[]",
          "{}",
          "[null]",
          "{\"\":null}",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "\"\\q\"",
          "'x'",
          "undefined",
          "\"tab\there\"",
          "{\"a\":1,\"a\":2}",
          "[1,]",
          "{,}",
          "/* */ 1",
          "\"unterminated",
          "\u00e4");

  private BadValues() {}

  static @Nullable Object of(JsonNode shape, SplittableRandom random) {
    return switch (random.nextInt(16)) {
      case 0 -> null;
      case 1 -> new Raw(one(RAW, random));
      case 2 -> new Raw(one(NUMBERS, random));
      case 3 -> nested(random);
      case 4, 5, 6, 7 -> secret(shape) ? Canary.MARK + "!" : one(TEXTS, random);
      default -> ofKind(shape, random);
    };
  }

  /** A value that no operation can take: for calls that would make something. */
  static Object refused(JsonNode shape) {
    return switch (shape.path("type").asString()) {
      case "string", "blob" -> List.of(1);
      default -> "of another type";
    };
  }

  private static boolean secret(JsonNode shape) {
    return shape.path("sensitive").asBoolean(false);
  }

  private static Object ofKind(JsonNode shape, SplittableRandom random) {
    int max = shape.path("max").asInt(64);
    return switch (shape.path("type").asString()) {
      case "blob" -> blob(shape, max, random);
      case "string" -> text(shape, max, random);
      case "integer", "long" -> shape.path("max").asLong(0) + 1;
      case "list" -> many(Math.min(max + 1, 60), one(List.of("a", "", 1, Map.of()), random));
      case "map" -> Map.of("k".repeat(random.nextInt(LONG_ENOUGH)), one(TEXTS, random));
      default -> new Raw(one(RAW, random));
    };
  }

  private static Object blob(JsonNode shape, int max, SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> Canary.base64(Math.min(max, LONG_ENOUGH) + 1);
      default -> (secret(shape) ? Canary.base64(30) : "") + one(BASE64, random);
    };
  }

  private static Object text(JsonNode shape, int max, SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return "";
    }
    int length = Math.min(max, 140_000) + 1;
    return secret(shape) ? Canary.text(length) : "x".repeat(length);
  }

  private static List<Object> many(int count, Object element) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(element);
    }
    return list;
  }

  private static Raw nested(SplittableRandom random) {
    int depth = one(List.of(2, 62, 63, 64, 65, 5_000), random);
    boolean list = random.nextBoolean();
    return new Raw((list ? "[" : "{\"a\":").repeat(depth) + "1" + (list ? "]" : "}").repeat(depth));
  }

  private static <T> T one(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
