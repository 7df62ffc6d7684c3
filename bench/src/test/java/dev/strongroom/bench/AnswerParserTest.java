package dev.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerParserTest {
  private static final String ANSWER =
      "HTTP/1.1 400 Bad Request\r\nDate: x\r\nContent-Length: 13\r\n\r\n{\"a\":\"b\\n\\n\"}";

  private static ByteBuffer received(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(256).put(bytes);
  }

  @Test
  void anAnswerEndsWhereItsLengthSays() {
    for (int i = 0; i < ANSWER.length(); i++) {
      assertThat(AnswerParser.lengthOf(received(ANSWER.substring(0, i)))).isEqualTo(-1);
    }
    assertThat(AnswerParser.lengthOf(received(ANSWER))).isEqualTo(ANSWER.length());
    assertThat(AnswerParser.lengthOf(received(ANSWER + "HTTP"))).isEqualTo(ANSWER.length());
    assertThat(AnswerParser.statusOf(received(ANSWER))).isEqualTo(400);
  }

  @Test
  void theLengthIsFoundInAnyCaseAndPlace() {
    String first = "HTTP/1.1 200 OK\r\ncontent-length:2\r\nx: y\r\n\r\n{}";
    assertThat(AnswerParser.lengthOf(received(first))).isEqualTo(first.length());
    assertThat(AnswerParser.headEnd(received(first), first.length())).isEqualTo(first.length() - 2);
  }

  @Test
  void anAnswerWithoutLengthIsNoAnswerOfOurs() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AnswerParser.lengthOf(received("HTTP/1.1 200 OK\r\nx: y\r\n\r\n")));
  }
}
