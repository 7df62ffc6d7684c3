package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.HttpMutation.one;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong with where a request ends: its length, its chunks, its lines, its bytes. */
final class Framing {
  static final int KINDS = 8;

  private Framing() {}

  static void apply(int kind, RawRequest request, SplittableRandom random) {
    int length = request.body.length;
    switch (kind) {
      case 0 -> request.length = null;
      case 1 -> request.length = one(List.of("-1", "+1", "x", "", "0x10", "1, 1"), random);
      case 2 -> request.length = Integer.toString(random.nextInt(2 * length + 2));
      case 3 -> request.length = "9".repeat(1 + random.nextInt(30));
      case 4 -> chunked(request, random);
      case 5 -> request.version = one(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9", "", "X"), random);
      case 6 -> request.with(one(List.of("X Y", "", "X:", "\u00e4", "X\0"), random), "v");
      default -> many(request, random);
    }
  }

  private static void chunked(RawRequest request, SplittableRandom random) {
    request.length = random.nextInt(4) == 0 ? request.length : null;
    request.with("Transfer-Encoding", one(List.of("chunked", "gzip, chunked", "x"), random));
    String size = Integer.toHexString(request.body.length);
    String ending = one(List.of("0\r\n\r\n", "0\r\nX: y\r\n\r\n", "", "zz\r\n", "-1\r\n"), random);
    request.sentBody =
        body ->
            (size + "\r\n" + new String(body, ISO_8859_1) + "\r\n" + ending).getBytes(ISO_8859_1);
  }

  private static void many(RawRequest request, SplittableRandom random) {
    int count = random.nextInt(150);
    int size = random.nextInt(8) == 0 ? 20_000 : 20;
    for (int i = 0; i < count; i++) {
      request.withUnsigned("X-" + i, i == 0 ? "v".repeat(size) : "v");
    }
  }

  /** Bytes that change, are missing or come twice, wherever they are. */
  static byte[] onTheWire(byte[] bytes, SplittableRandom random) {
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      case 1 -> {
        byte[] twice = Arrays.copyOf(changed, 2 * changed.length);
        System.arraycopy(changed, 0, twice, changed.length, changed.length);
        return twice;
      }
      default -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
      }
    }
  }
}
