package dev.strongroom.domain.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS-LC, by the Amazon Corretto Crypto Provider: several times faster than Java at RSA and curves,
 * and written to take the same time whatever the key is. Its native part is unpacked into the
 * directory for temporary files, so it loads only on the platform it was packaged for and where
 * that directory may hold programs.
 */
final class AwsLc {
  private static final Logger LOG = LoggerFactory.getLogger(AwsLc.class);

  /**
   * Has the provider offer its key factory for Ed25519. It keeps it back so that a provider
   * installed in front of all others does not give its keys to the JDK; used explicitly, it saves
   * the translation of the key at each signature, 70 of 80 us.
   */
  private static final String ED25519_KEYS =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private static final @Nullable Provider PROVIDER = load();

  private AwsLc() {}

  /** The provider; null where it does not work. Loaded at the first call, in some 0.2 s. */
  static @Nullable Provider provider() {
    return PROVIDER;
  }

  private static @Nullable Provider load() {
    String before = System.getProperty(ED25519_KEYS);
    try {
      // Read once, when the class of the provider is initialised.
      System.setProperty(ED25519_KEYS, "true");
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      Throwable obstacle = provider.getLoadingError();
      if (obstacle == null && provider.runSelfTests() == SelfTestStatus.PASSED) {
        return provider;
      }
      return without(obstacle);
    } catch (LinkageError | RuntimeException e) {
      return without(e);
    } finally {
      if (before == null) {
        System.clearProperty(ED25519_KEYS);
      } else {
        System.setProperty(ED25519_KEYS, before);
      }
    }
  }

  private static @Nullable Provider without(@Nullable Throwable obstacle) {
    LOG.warn(
        "AWS-LC does not work here, so the JDK and Bouncy Castle compute RSA and elliptic curves:"
            + " several times slower, and secp256k1 not in constant time. Cause: {}",
        obstacle == null ? "its self-tests failed" : obstacle.toString());
    return null;
  }
}
