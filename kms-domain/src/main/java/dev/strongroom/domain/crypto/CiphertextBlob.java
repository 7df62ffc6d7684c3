package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * A ciphertext of a symmetric KMS key, version 1, as {@code CiphertextBlob} carries it. Big-endian:
 *
 * <pre>
 *  0       version (1)
 *  1       algorithm: 1 = AES-256-GCM under a committed key of its own
 *  2..7    account id, 48 bits
 *  8       flags: bit 0 = the id of a multi-Region key; all others 0
 *  9..24   key id, 128 bits
 * 25..40   key material id, its first 128 bits
 * 41..56   salt
 * 57..68   IV
 * 69..100  commitment
 * 101..    ciphertext, then 16 bytes of tag
 * </pre>
 *
 * <p>Nothing in it may be believed before {@link SymmetricKey#decrypt} has opened it: until then it
 * only says which key to ask.
 */
public final class CiphertextBlob {
  static final int SALT = 41;
  static final int SALT_LENGTH = 16;
  static final int IV = 57;
  static final int COMMITMENT = 69;
  static final int COMMITMENT_LENGTH = 32;
  static final int SEALED = 101;

  private static final byte VERSION = 1;
  private static final byte COMMITTED_AES_256_GCM = 1;
  private static final int ACCOUNT = 2;
  private static final int FLAGS = 8;
  private static final int KEY_ID = 9;
  private static final int MATERIAL_ID = 25;
  private static final byte MULTI_REGION = 1;
  private static final long LARGEST_ACCOUNT = 999_999_999_999L;

  private final byte[] bytes;
  private final AccountId account;
  private final KeyId keyId;
  private final UUID material;

  private CiphertextBlob(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    this.bytes = bytes;
    this.account = new AccountId(accountNumber(buffer));
    this.keyId = new KeyId(uuidAt(buffer, KEY_ID), bytes[FLAGS] == MULTI_REGION);
    this.material = uuidAt(buffer, MATERIAL_ID);
  }

  /**
   * Reads the header and checks the form; the array is copied.
   *
   * @throws MalformedCiphertextException on an unknown version, algorithm or flag, on an account id
   *     of more than 12 digits, and when there is no room for the tag
   */
  public static CiphertextBlob parse(byte[] encoded) throws MalformedCiphertextException {
    if (encoded.length < SEALED + AesGcm.TAG_LENGTH) {
      throw new MalformedCiphertextException("the ciphertext is too short");
    }
    if (encoded[0] != VERSION || encoded[1] != COMMITTED_AES_256_GCM) {
      throw new MalformedCiphertextException("the ciphertext has an unknown version or algorithm");
    }
    if ((encoded[FLAGS] & ~MULTI_REGION) != 0) {
      throw new MalformedCiphertextException("the ciphertext has an unknown flag");
    }
    if (accountNumber(ByteBuffer.wrap(encoded)) > LARGEST_ACCOUNT) {
      throw new MalformedCiphertextException("the ciphertext names no account");
    }
    return new CiphertextBlob(encoded.clone());
  }

  /** Bytes 0 to 40, which all ciphertexts of one key material share. */
  static byte[] header(AccountId account, KeyId key, MaterialId material) {
    ByteBuffer header = ByteBuffer.allocate(SALT);
    header.put(VERSION).put(COMMITTED_AES_256_GCM);
    header.putShort((short) (account.number() >>> 32)).putInt((int) account.number());
    header.put(key.multiRegion() ? MULTI_REGION : 0);
    header.put(CanonicalBytes.bytesOf(key.uuid()));
    header.put(CanonicalBytes.bytesOf(material.first128()));
    return header.array();
  }

  /** The account that owns the key. */
  public AccountId account() {
    return account;
  }

  /** The key, written with {@code mrk-} when it is a multi-Region key. */
  public KeyId keyId() {
    return keyId;
  }

  /** The first 128 bits of the key material's id: {@link MaterialId#first128}. */
  public UUID material() {
    return material;
  }

  /** The 16 bytes that, with the key and the context, make the message key. */
  public byte[] salt() {
    return Arrays.copyOfRange(bytes, SALT, IV);
  }

  /** The 12 bytes of the IV. */
  public byte[] iv() {
    return Arrays.copyOfRange(bytes, IV, COMMITMENT);
  }

  /** The 32 bytes that tie the ciphertext to one key and one context. */
  public byte[] commitment() {
    return Arrays.copyOfRange(bytes, COMMITMENT, SEALED);
  }

  /** The ciphertext proper and its tag. */
  public byte[] sealed() {
    return Arrays.copyOfRange(bytes, SEALED, bytes.length);
  }

  /** The whole blob, as a copy. */
  public byte[] encoded() {
    return bytes.clone();
  }

  /** The whole blob itself: for readers in this package that do not write into it. */
  byte[] encodedShared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CiphertextBlob that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "CiphertextBlob[" + account + ", " + keyId + ", " + bytes.length + " bytes]";
  }

  private static long accountNumber(ByteBuffer buffer) {
    return (long) (buffer.getShort(ACCOUNT) & 0xffff) << 32
        | (buffer.getInt(ACCOUNT + Short.BYTES) & 0xffff_ffffL);
  }

  private static UUID uuidAt(ByteBuffer buffer, int offset) {
    return new UUID(buffer.getLong(offset), buffer.getLong(offset + Long.BYTES));
  }
}
