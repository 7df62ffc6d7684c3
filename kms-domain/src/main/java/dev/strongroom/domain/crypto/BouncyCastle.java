package dev.strongroom.domain.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Bouncy Castle's provider, built at its first use: that takes some 0.4 s. */
final class BouncyCastle {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}

  static Provider provider() {
    return PROVIDER;
  }
}
