package dev.strongroom.api.wire;

/** Answers requests. Called on the event loop, so it never blocks. */
public interface WireHandler {

  void handle(WireRequest request, Reply reply);
}
