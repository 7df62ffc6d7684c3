package dev.strongroom.domain.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-256-CMAC (SP 800-38B), 16 bytes long. By Bouncy Castle, because the JDK has none. */
final class AesCmac {
  static final int KEY_LENGTH = 32;
  static final int LENGTH = 16;

  private AesCmac() {}

  /**
   * Authenticates.
   *
   * @param key 32 bytes, the caller's to wipe
   */
  static void of(byte[] key, byte[] message, byte[] target, int at) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("the key of AES-256-CMAC has 32 bytes");
    }
    KeyParameter parameter = new KeyParameter(key);
    try {
      CMac mac = new CMac(AESEngine.newInstance());
      mac.init(parameter);
      mac.update(message, 0, message.length);
      mac.doFinal(target, at);
    } finally {
      // Bouncy Castle's copy of the key.
      Arrays.fill(parameter.getKey(), (byte) 0);
    }
  }
}
