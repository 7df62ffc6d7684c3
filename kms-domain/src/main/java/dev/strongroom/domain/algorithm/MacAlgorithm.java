package dev.strongroom.domain.algorithm;

/** The algorithms of GenerateMac and VerifyMac: HMAC (RFC 2104; AWS KMS, MacAlgorithm). */
public enum MacAlgorithm {
  HMAC_SHA_224(HashFunction.SHA_224, "HmacSHA224"),
  HMAC_SHA_256(HashFunction.SHA_256, "HmacSHA256"),
  HMAC_SHA_384(HashFunction.SHA_384, "HmacSHA384"),
  HMAC_SHA_512(HashFunction.SHA_512, "HmacSHA512");

  private final HashFunction hash;
  private final String jcaName;

  MacAlgorithm(HashFunction hash, String jcaName) {
    this.hash = hash;
    this.jcaName = jcaName;
  }

  /** Its name in the JCA. */
  public String jcaName() {
    return jcaName;
  }

  /** The length of a MAC and of a key that is made for it, in bytes. */
  public int length() {
    return hash.length();
  }
}
