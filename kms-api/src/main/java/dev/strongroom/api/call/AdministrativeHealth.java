package dev.strongroom.api.call;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireHandler;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.operation.LoggedCall;
import java.util.function.Supplier;

/**
 * Answers {@code GET /health} by the administrative socket, and leaves all else to the calls. It is
 * none of them: it is asked for just when the database is away, without which no call is answered.
 */
public final class AdministrativeHealth implements WireHandler {
  private static final String PATH = "/health";

  private final Supplier<ServerHealth> health;
  private final WireHandler calls;

  /**
   * @param health looks at each part, and may wait for it
   */
  public AdministrativeHealth(Supplier<ServerHealth> health, WireHandler calls) {
    this.health = health;
    this.calls = calls;
  }

  @Override
  public void handle(WireRequest request, Reply reply) {
    boolean asked = request.method().equals("GET") && request.path().equals(PATH);
    if (asked && request.administrative()) {
      Runnable look = () -> answer(request, reply);
      Thread.ofVirtual().name("health-", 0).start(LoggedCall.carrying(request.requestId(), look));
    } else {
      calls.handle(request, reply);
    }
  }

  private void answer(WireRequest request, Reply reply) {
    try {
      reply.respond(JsonForm.answer(health.get()));
    } catch (RuntimeException e) {
      Rejections.fail(request, reply, new JsonForm(request.body()), e);
    }
  }
}
