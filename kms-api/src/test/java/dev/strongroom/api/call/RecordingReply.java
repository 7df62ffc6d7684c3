package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for the answer to one request. */
final class RecordingReply implements Reply {
  private final CompletableFuture<WireResponse> answer = new CompletableFuture<>();
  private boolean dropped;

  @Override
  public void respond(WireResponse response) {
    if (!answer.complete(response)) {
      throw new AssertionError("answered twice");
    }
  }

  @Override
  public void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }

  WireResponse answer() throws Exception {
    return answer.get(10, TimeUnit.SECONDS);
  }

  String body() throws Exception {
    return new String(answer().body(), UTF_8);
  }
}
