package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import java.util.Set;

/** A cause of trouble, and the server that it befalls. */
interface Fault extends AutoCloseable {
  /** As the table of results names it. */
  String name();

  ServerProcess server();

  /** The trouble begins; may be asked again after {@link #lift}. */
  void strike() throws Exception;

  /** Whether the cause is gone as soon as it has struck, so that recovery counts from then. */
  default boolean isOverAtOnce() {
    return false;
  }

  /** What happens while the trouble lasts; asked several times a second. */
  default void goOn() throws Exception {}

  /** The cause goes away. */
  void lift() throws Exception;

  /** Codes below 500 that an application may see during this fault. */
  default Set<String> tolerated() {
    return Set.of();
  }

  /** Whether some attempt must have failed, or else nothing was tried at all. */
  default boolean isFelt() {
    return true;
  }

  @Override
  void close() throws Exception;
}
