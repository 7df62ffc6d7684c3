package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "plain text!, plain text!",
    "\u00e9\u4e2d\ud83d\ude00, \u00e9\u4e2d\ud83d\ude00",
    "a\u001b[31mred, a\\u001b[31mred",
    "a\u0007\u009bb, a\\u0007\\u009bb",
    "abc\u202edef, abc\\u202edef",
    "one\u2028two, one\\u2028two",
    "half\ud83d, half\\ud83d"
  })
  void nothingThatATerminalObeysIsLeft(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"10, \\u000a", "13, \\u000d", "0, \\u0000", "127, \\u007f"})
  void noLineEndIsLeft(int character, String shown) {
    assertThat(Printable.of(Character.toString(character))).isEqualTo(shown);
  }
}
