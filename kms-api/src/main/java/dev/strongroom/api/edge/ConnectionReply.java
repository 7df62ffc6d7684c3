package dev.strongroom.api.edge;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.operation.LoggedCall;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the one answer to a request and brings it to the connection's event loop. */
final class ConnectionReply implements Reply, AnswerQueue.Pending {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionReply.class);

  private final Connection connection;
  private final AnswerQueue answers;
  private final String requestId;
  private final AtomicBoolean given = new AtomicBoolean();
  // Written before the queue takes this object, read after it gave it back.
  private @Nullable WireResponse response;

  ConnectionReply(Connection connection, AnswerQueue answers, String requestId) {
    this.connection = connection;
    this.answers = answers;
    this.requestId = requestId;
  }

  @Override
  public void respond(WireResponse answer) {
    give(answer);
  }

  @Override
  public void drop() {
    give(null);
  }

  private void give(@Nullable WireResponse answer) {
    if (given.compareAndSet(false, true)) {
      response = answer;
      answers.add(this);
    } else {
      LOG.error("Call {} was answered twice; the second answer is dropped", requestId);
      Connection.discard(answer);
    }
  }

  @Override
  public void write() {
    WireResponse answer = response;
    response = null;
    try (var _ = LoggedCall.of(requestId)) {
      connection.answer(answer);
    } catch (RuntimeException e) {
      // One answer that cannot be written must not hold up the others in the queue.
      LOG.error("The answer to call {} could not be written", requestId, e);
      Connection.discard(answer);
      connection.abort();
    }
  }

  @Override
  public void discard() {
    Connection.discard(response);
  }
}
