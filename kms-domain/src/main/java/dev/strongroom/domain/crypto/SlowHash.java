package dev.strongroom.domain.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hash for guessable secrets such as PINs: PBKDF2 with HMAC-SHA-512 and 210,000 iterations (OWASP
 * Password Storage Cheat Sheet), 32 bytes.
 */
public final class SlowHash {
  private static final int SALT_LENGTH = 16;
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final int ITERATIONS = 210_000;
  private static final int BITS = 256;

  private SlowHash() {}

  /** A new salt, from the operating system: it is asked before any token is open. */
  public static byte[] newSalt() {
    byte[] salt = new byte[SALT_LENGTH];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  /**
   * @param secret not kept; the caller wipes it
   * @param salt 16 random bytes
   */
  public static byte[] of(byte[] secret, byte[] salt) {
    char[] characters = new char[secret.length];
    for (int i = 0; i < secret.length; i++) {
      characters[i] = (char) (secret[i] & 0xff);
    }
    PBEKeySpec spec = new PBEKeySpec(characters, salt, ITERATIONS, BITS);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM, Jdk.SUN_JCE).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }
}
