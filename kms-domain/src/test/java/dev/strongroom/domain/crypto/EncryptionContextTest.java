package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionContextTest {

  @Test
  void sortsByTheBytesOfTheKeysAndNotByTheirChars() {
    EncryptionContext context =
        EncryptionContext.of(Map.of("\ud800\udc00", "1", "\uffff", "2", "z", "3", "Z", "4"));
    assertThat(context.pairs().keySet()).containsExactly("Z", "z", "\uffff", "\ud800\udc00");
  }

  @Test
  void writesTheCanonicalForm() {
    assertThat(EncryptionContext.EMPTY.canonical()).isEqualTo(new byte[4]);
    EncryptionContext context = EncryptionContext.of(Map.of("b", "", "a", "\u00e9"));
    assertThat(HexFormat.of().formatHex(context.canonical()))
        .isEqualTo("00000002" + "0000000161" + "00000002c3a9" + "0000000162" + "00000000");
    assertThat(context.canonicalSize()).isEqualTo(context.canonical().length).isEqualTo(24);
  }

  @Test
  void differentContextsNeverHaveTheSameCanonicalForm() {
    List<Map<String, String>> tricky =
        List.of(
            Map.of(),
            Map.of("", ""),
            Map.of("a", ""),
            Map.of("", "a"),
            Map.of("a", "b"),
            Map.of("ab", ""),
            Map.of("", "ab"),
            Map.of("a", "", "b", ""),
            Map.of("a", "b", "", ""),
            Map.of("a", "\0\0\0\1b"),
            Map.of("a\0\0\0\1b", ""),
            Map.of("A", "b"),
            Map.of("a", "B"),
            Map.of("a", "?"),
            Map.of("a", "\ufffd"),
            // One letter and its decomposed form are different texts.
            Map.of("\u00e9", ""),
            Map.of("e\u0301", ""));
    assertThat(tricky.stream().map(EncryptionContext::of).map(c -> hex(c.canonical())))
        .doesNotHaveDuplicates();
  }

  @Test
  void randomContextsHaveTheSameFormExactlyWhenTheyAreTheSame() {
    Random random = new Random(3);
    Map<String, Map<String, String>> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Map<String, String> pairs = new HashMap<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        pairs.put(few(random), few(random));
      }
      Map<String, String> before =
          seen.putIfAbsent(hex(EncryptionContext.of(pairs).canonical()), pairs);
      assertThat(before).isIn(null, pairs);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void refusesUnpairedSurrogates(int which) {
    String text = List.of("\ud800", "a\udc00", "\udc00\ud800", "\ud800\ud800\udc00").get(which);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncryptionContext.of(Map.of(text, "value")))
        .withMessageNotContaining(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncryptionContext.of(Map.of("key", text)));
  }

  @Test
  void cannotBeChanged() {
    Map<String, String> pairs = new HashMap<>(Map.of("a", "b"));
    EncryptionContext context = EncryptionContext.of(pairs);
    pairs.put("c", "d");
    Arrays.fill(context.canonical(), (byte) 0);
    assertThat(context).isEqualTo(EncryptionContext.of(Map.of("a", "b"))).isNotEqualTo("a");
    assertThat(context).hasSameHashCodeAs(EncryptionContext.of(Map.of("a", "b")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> context.pairs().clear());
    assertThat(context).hasToString("EncryptionContext[1 pairs]");
  }

  private static String few(Random random) {
    byte[] bytes = new byte[random.nextInt(3)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(2);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
