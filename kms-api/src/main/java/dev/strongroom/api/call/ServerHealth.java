package dev.strongroom.api.call;

import java.util.List;

/**
 * How the server does, as the management port tells it.
 *
 * @param ready whether calls can be answered
 */
public record ServerHealth(boolean ready, List<Part> parts) {

  /**
   * A part of the server, or something that it needs.
   *
   * @param status {@code UP}, or what else is the matter, such as {@code DOWN}
   */
  public record Part(String name, String status) {}
}
