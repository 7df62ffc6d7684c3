package dev.strongroom.domain.crypto;

import java.security.Provider;
import java.security.Security;

/**
 * The JDK's own providers by name, so that a provider which somebody installs in front of them does
 * not change who computes what. They are the fastest for hashes, HMAC and AES-GCM.
 */
final class Jdk {
  /** AES-GCM and HMAC. */
  static final Provider SUN_JCE = provider("SunJCE");

  /** Hashes and the random bit generator. */
  static final Provider SUN = provider("SUN");

  private Jdk() {}

  private static Provider provider(String name) {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("this JVM lacks the security provider " + name);
    }
    return provider;
  }
}
