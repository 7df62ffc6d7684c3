package dev.strongroom.api.edge;

import dev.strongroom.api.wire.WireHandler;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all connections of one listening socket share.
 *
 * @param handler who answers their requests
 * @param isAdministrative whether it is the administrative socket
 */
record EdgeContext(
    EdgeSettings settings,
    WireHandler handler,
    boolean isAdministrative,
    ConnectionLimits limits,
    BodyMemory bodies,
    AnswerEncoder encoder,
    Clock clock,
    AtomicBoolean draining) {

  boolean isDraining() {
    return draining.get();
  }

  /** The administrative socket needs none. */
  TransportSecurity security() {
    return isAdministrative ? TransportSecurity.none() : settings.security();
  }
}
