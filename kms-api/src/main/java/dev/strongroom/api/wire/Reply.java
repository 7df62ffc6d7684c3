package dev.strongroom.api.wire;

/**
 * Where the answer to one request goes. Exactly one of the methods is called, once, on any thread;
 * neither blocks. A second call is ignored.
 */
public interface Reply {

  /** Sends the answer. */
  void respond(WireResponse response);

  /** Closes the connection without an answer, because none would be true. */
  void drop();
}
