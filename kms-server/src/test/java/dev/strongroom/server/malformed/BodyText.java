package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What goes wrong with the text of a body, whatever it says. */
final class BodyText {
  private static final int MORE_THAN_ALLOWED = 300 * 1024;

  private BodyText() {}

  static byte[] mutate(String json, SplittableRandom random) {
    byte[] bytes = json.getBytes(UTF_8);
    return switch (random.nextInt(14)) {
      case 0, 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2, 3, 4 -> flipped(bytes, random);
      case 5 -> duplicated(json).getBytes(UTF_8);
      case 6 -> ("[".repeat(random.nextInt(20_000)) + json).getBytes(UTF_8);
      case 7 -> (json + json).getBytes(UTF_8);
      case 8 -> ("\uFEFF" + json).getBytes(UTF_8);
      case 9 -> json.getBytes(UTF_16LE);
      case 10 -> inserted(bytes, (byte) random.nextInt(256), random);
      case 11 -> new byte[0];
      case 12 -> ("\t \r\n" + json + "\n\n ").getBytes(UTF_8);
      default -> longOne(json, random);
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] inserted(byte[] bytes, byte one, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    longer[at] = one;
    return longer;
  }

  /** All members twice. */
  private static String duplicated(String json) {
    String members = json.substring(1, json.length() - 1);
    return members.isEmpty() ? "{\"A\":1,\"A\":1}" : "{" + members + "," + members + "}";
  }

  /** Long ones are rare, because they are slow. */
  private static byte[] longOne(String json, SplittableRandom random) {
    int length = random.nextInt(16) == 0 ? MORE_THAN_ALLOWED : 2_000;
    return ("{\"Padding\":\"" + "p".repeat(length) + "\"," + json.substring(1)).getBytes(UTF_8);
  }
}
