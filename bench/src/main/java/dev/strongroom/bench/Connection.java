package dev.strongroom.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One kept connection, one call after the other; for what is not measured. */
final class Connection implements AutoCloseable {
  private static final int LONGEST_ANSWER = 1 << 16;

  private final Link link;
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);

  /**
   * @param status the HTTP status
   * @param body its text
   */
  record Answer(int status, String body) {}

  Connection(Target target) throws IOException {
    link = target.connect();
  }

  Answer call(byte[] request) throws IOException {
    answer.clear();
    link.send(request);
    int length = -1;
    while (length < 0) {
      if (link.receive(answer) < 0) {
        throw new IOException("the server closed the connection");
      }
      length = AnswerParser.lengthOf(answer);
    }
    int body = AnswerParser.headEnd(answer, length);
    return new Answer(
        AnswerParser.statusOf(answer),
        new String(answer.array(), body, length - body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    link.close();
  }
}
