package dev.strongroom.hsm;

/**
 * A root key as its register knows it.
 *
 * @param id its CKA_ID
 * @param checkValue proves that the object in the token is the key that was made ({@link
 *     RootKeys#checkValue})
 */
@SuppressWarnings("ArrayRecordComponent") // identified by its id; the check value is only handed on
public record RootKey(RootKeyId id, byte[] checkValue) {
  @Override
  public String toString() {
    return "RootKey[" + id + "]";
  }
}
