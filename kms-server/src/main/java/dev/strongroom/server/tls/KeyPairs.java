package dev.strongroom.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Objects;
import org.springframework.boot.ssl.pem.PemSslStore;

/** Whether a private key is that of a certificate. */
final class KeyPairs {
  private static final int CHALLENGE_BYTES = 32;

  private KeyPairs() {}

  /** Signs with the one and verifies with the other. */
  static boolean match(PemSslStore store) {
    PrivateKey key = Objects.requireNonNull(store.privateKey());
    PublicKey certified = Objects.requireNonNull(store.certificates()).getFirst().getPublicKey();
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    byte[] challenge = new byte[CHALLENGE_BYTES];
    new SecureRandom().nextBytes(challenge);
    try {
      Signature signer = Signature.getInstance(algorithm(key));
      signer.initSign(key);
      signer.update(challenge);
      byte[] signature = signer.sign();
      signer.initVerify(certified);
      signer.update(challenge);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
