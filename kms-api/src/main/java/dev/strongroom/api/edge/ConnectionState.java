package dev.strongroom.api.edge;

/** What a connection is at. */
enum ConnectionState {
  /** Between requests. */
  IDLE,
  /** A request has begun to arrive. */
  READING,
  /** A request is with the handler; it has no deadline here. */
  CALLING,
  /** An answer is being written. */
  ANSWERING,
  /** The last answer is out; what still arrives is thrown away, so that the client can read it. */
  LINGERING,
  CLOSED
}
