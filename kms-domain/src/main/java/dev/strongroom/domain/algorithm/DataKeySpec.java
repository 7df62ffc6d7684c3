package dev.strongroom.domain.algorithm;

/** The symmetric data keys that can be asked for by name (AWS KMS, GenerateDataKey). */
public enum DataKeySpec {
  AES_256(32),
  AES_128(16);

  private final int size;

  DataKeySpec(int size) {
    this.size = size;
  }

  /** The data key's length in bytes. */
  public int size() {
    return size;
  }
}
