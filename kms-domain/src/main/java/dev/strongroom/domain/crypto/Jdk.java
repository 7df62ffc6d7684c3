package dev.strongroom.domain.crypto;

import java.security.Provider;
import java.security.Security;

/**
 * The JDK's own providers by name, so that a provider which somebody installs in front of them does
 * not change who computes what. They are the fastest for hashes, HMAC and AES-GCM.
 */
final class Jdk {
  /** AES-GCM, HMAC, the RSA ciphers and ML-KEM. */
  static final Provider SUN_JCE = provider("SunJCE");

  /** Hashes, the random bit generator and ML-DSA. */
  static final Provider SUN = provider("SUN");

  /** The NIST curves and Ed25519. */
  static final Provider SUN_EC = provider("SunEC");

  /** RSA keys. */
  static final Provider SUN_RSA_SIGN = provider("SunRsaSign");

  private Jdk() {}

  private static Provider provider(String name) {
    Provider provider = Security.getProvider(name);
    if (provider == null) {
      throw new IllegalStateException("this JVM lacks the security provider " + name);
    }
    return provider;
  }
}
