package dev.strongroom.domain.crypto;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (SP 800-38D) with a 96-bit IV and a 128-bit tag. Every key is used for one message
 * only; whoever calls sees to that.
 */
final class AesGcm {
  static final int KEY_LENGTH = 32;
  static final int IV_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  private static final byte[] NO_KEY = new byte[KEY_LENGTH];
  private static final Spares<Cipher> SPARES = new Spares<>(AesGcm::create);

  private AesGcm() {}

  /**
   * Encrypts into a message that holds the IV already.
   *
   * @param key the first 32 bytes of the array are the key; the caller wipes them
   * @param ivAt where in the message the IV stands
   * @param at where in the message ciphertext and tag go
   * @param aad the additional data, concatenated
   */
  static void seal(byte[] key, byte[] message, int ivAt, int at, byte[] plaintext, byte[]... aad) {
    Cipher cipher = SPARES.take();
    try {
      init(cipher, Cipher.ENCRYPT_MODE, key, message, ivAt, aad);
      cipher.doFinal(plaintext, 0, plaintext.length, message, at);
      giveBack(cipher, Cipher.ENCRYPT_MODE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to encrypt", e);
    }
  }

  /**
   * Decrypts what the message holds from {@code at} to its end.
   *
   * @throws NotAuthenticException when the tag is not right
   */
  static byte[] open(byte[] key, byte[] message, int ivAt, int at, byte[]... aad)
      throws NotAuthenticException {
    Cipher cipher = SPARES.take();
    try {
      init(cipher, Cipher.DECRYPT_MODE, key, message, ivAt, aad);
      byte[] plaintext = cipher.doFinal(message, at, message.length - at);
      giveBack(cipher, Cipher.DECRYPT_MODE);
      return plaintext;
    } catch (AEADBadTagException e) {
      throw new NotAuthenticException();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to decrypt", e);
    }
  }

  private static void init(Cipher cipher, int mode, byte[] key, byte[] iv, int ivAt, byte[]... aad)
      throws GeneralSecurityException {
    cipher.init(
        mode,
        new LentKey("AES", key, 0, KEY_LENGTH),
        new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv, ivAt, IV_LENGTH));
    for (byte[] part : aad) {
      cipher.updateAAD(part);
    }
  }

  /**
   * A spare keeps the last key of each mode until it has another of the same mode, so it gets one
   * that is none.
   */
  private static void giveBack(Cipher cipher, int lastMode) throws GeneralSecurityException {
    init(cipher, lastMode, NO_KEY, NO_KEY, 0);
    SPARES.giveBack(cipher);
  }

  private static Cipher create() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding", Jdk.SUN_JCE);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }
}
