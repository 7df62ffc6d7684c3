package dev.strongroom.server.frontdoor;

import dev.strongroom.hsm.HsmSettings;

/** The SoftHSM that the shared server uses. */
final class TestToken {
  private TestToken() {}

  static String module() {
    return FrontDoor.shared().bean(HsmSettings.class).module().toString();
  }
}
