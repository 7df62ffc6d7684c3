package dev.strongroom.domain.algorithm;

/** The hash functions of signatures, MACs and OAEP: FIPS 180-4, and SM3 of GB/T 32905. */
public enum HashFunction {
  SHA_1("SHA-1", 20),
  SHA_224("SHA-224", 28),
  SHA_256("SHA-256", 32),
  SHA_384("SHA-384", 48),
  SHA_512("SHA-512", 64),
  SM3("SM3", 32);

  private final String jcaName;
  private final int length;

  HashFunction(String jcaName, int length) {
    this.jcaName = jcaName;
    this.length = length;
  }

  /** Its name in the JCA. */
  public String jcaName() {
    return jcaName;
  }

  /** The length of a digest, in bytes. */
  public int length() {
    return length;
  }
}
