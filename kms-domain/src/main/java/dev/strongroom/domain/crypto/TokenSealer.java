package dev.strongroom.domain.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Seals tokens, markers and stored credentials under a sealing key of an account. Version 1,
 * big-endian:
 *
 * <pre>
 *  0       version (1)
 *  1..4    version of the sealing key
 *  5..20   salt
 * 21..32   IV
 * 33..     ciphertext, then 16 bytes of tag
 *
 * salt      = first 16 bytes of HMAC-SHA-256(sealing key,
 *             "strongroom.token.hedge.v1" | 00 | 32 random bytes | SHA-256(plaintext) | SHA-256(context))
 * token key = SP 800-108 counter mode, HMAC-SHA-256(sealing key), 256 bits;
 *             label "strongroom.token.v1", context = salt | purpose in ASCII
 * AAD       = bytes 0..20 | context;  context = the fields of {@link TokenContext}
 * </pre>
 *
 * <p>A key per token, so the number of tokens under one sealing key has no limit from IVs; a hedged
 * salt, so that a cloned machine does not seal two texts under one key and IV. The two uses of the
 * sealing key cannot meet: the KDF's input begins with a zero byte, the salt's with a letter.
 */
public final class TokenSealer {
  private static final byte VERSION = 1;
  private static final int SALT = 5;
  private static final int SALT_LENGTH = 16;
  private static final int IV = SALT + SALT_LENGTH;
  private static final int SEALED = IV + AesGcm.IV_LENGTH;
  private static final int HEDGED_LENGTH = 32;
  private static final String KEY_LABEL = "strongroom.token.v1";
  private static final byte[] HEDGE_LABEL =
      "strongroom.token.hedge.v1\0".getBytes(StandardCharsets.US_ASCII);

  private TokenSealer() {}

  /**
   * Seals. The token is 49 bytes longer than the plaintext, which is the caller's to wipe.
   *
   * @throws IllegalStateException when the sealing key has been closed
   */
  public static byte[] seal(
      SecretBytes sealingKey, TokenContext context, byte[] plaintext, Randomness randomness) {
    return seal(sealingKey, context, plaintext, randomness.bytes(HEDGED_LENGTH + AesGcm.IV_LENGTH));
  }

  /** Seals with these random bytes: 32 for the salt, 12 of IV. Wipes them. */
  static byte[] seal(
      SecretBytes sealingKey, TokenContext context, byte[] plaintext, byte[] random) {
    byte[] token = new byte[SEALED + plaintext.length + AesGcm.TAG_LENGTH];
    ByteBuffer.wrap(token).put(VERSION).putInt(context.keyVersion());
    byte[] bound = context.encoded();
    byte[] hedged = Arrays.copyOf(random, HEDGED_LENGTH);
    System.arraycopy(random, HEDGED_LENGTH, token, IV, AesGcm.IV_LENGTH);
    byte[] tokenKey;
    try (SecretBytes.Lease lease = sealingKey.lease()) {
      tokenKey =
          lease.withBytes(
              key -> {
                byte[] salt =
                    HmacSha256.of(
                        key, HEDGE_LABEL, hedged, Digests.sha256(plaintext), Digests.sha256(bound));
                System.arraycopy(salt, 0, token, SALT, SALT_LENGTH);
                return tokenKey(key, token, context.purpose());
              });
    }
    try {
      AesGcm.seal(tokenKey, token, IV, SEALED, plaintext, Arrays.copyOf(token, IV), bound);
      return token;
    } finally {
      Arrays.fill(tokenKey, (byte) 0);
      Arrays.fill(random, (byte) 0);
      Arrays.fill(hedged, (byte) 0);
    }
  }

  /**
   * Opens. The plaintext is the caller's, to wipe.
   *
   * @throws NotAuthenticException when it is no token, or not one of this key and context
   * @throws IllegalStateException when the sealing key has been closed
   */
  public static byte[] open(SecretBytes sealingKey, TokenContext context, byte[] token)
      throws NotAuthenticException {
    if (keyVersionOf(token) != context.keyVersion()) {
      throw new NotAuthenticException();
    }
    byte[] tokenKey;
    try (SecretBytes.Lease lease = sealingKey.lease()) {
      tokenKey = lease.withBytes(key -> tokenKey(key, token, context.purpose()));
    }
    try {
      return AesGcm.open(tokenKey, token, IV, SEALED, Arrays.copyOf(token, IV), context.encoded());
    } finally {
      Arrays.fill(tokenKey, (byte) 0);
    }
  }

  /**
   * The version of the sealing key that a token says it was sealed with; to be believed only once
   * the token has opened.
   *
   * @throws NotAuthenticException when it is no token of a known version
   */
  public static int keyVersionOf(byte[] token) throws NotAuthenticException {
    if (token.length < SEALED + AesGcm.TAG_LENGTH || token[0] != VERSION) {
      throw new NotAuthenticException();
    }
    return ByteBuffer.wrap(token).getInt(1);
  }

  private static byte[] tokenKey(byte[] sealingKey, byte[] token, SealingPurpose purpose) {
    byte[] label = purpose.label().getBytes(StandardCharsets.US_ASCII);
    byte[] context =
        ByteBuffer.allocate(SALT_LENGTH + label.length)
            .put(token, SALT, SALT_LENGTH)
            .put(label)
            .array();
    return CounterKdf.hmac(sealingKey, 0, sealingKey.length, 1, KEY_LABEL, context);
  }
}
