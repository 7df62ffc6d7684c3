package dev.strongroom.domain.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/**
 * A ciphertext of SM2, in two forms: the DER that AWS KMS gives and OpenSSL takes (GM/T 0009,
 * section 7.2)
 *
 * <pre>
 * SM2Cipher ::= SEQUENCE {
 *   XCoordinate INTEGER, YCoordinate INTEGER, HASH OCTET STRING (SIZE(32)), CipherText OCTET STRING }
 * </pre>
 *
 * and the concatenation C1 | C3 | C2 of GB/T 32918.4: {@code 04 | x (32) | y (32) | hash (32) |
 * ciphertext}.
 *
 * @param concatenation the second form
 */
record Sm2Ciphertext(byte[] concatenation) {
  private static final int FIELD_LENGTH = 32;
  private static final int X = 1;
  private static final int Y = X + FIELD_LENGTH;
  private static final int HASH = Y + FIELD_LENGTH;
  private static final int TEXT = HASH + 32;

  static Sm2Ciphertext ofConcatenation(byte[] concatenation) {
    return new Sm2Ciphertext(concatenation);
  }

  /**
   * Reads the DER.
   *
   * @throws NotAuthenticException when it is not that
   */
  static Sm2Ciphertext ofDer(byte[] der) throws NotAuthenticException {
    try {
      ASN1Sequence parts = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
      Sm2Ciphertext ciphertext =
          new Sm2Ciphertext(
              concatenation(
                  ASN1Integer.getInstance(parts.getObjectAt(0)).getValue(),
                  ASN1Integer.getInstance(parts.getObjectAt(1)).getValue(),
                  ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets(),
                  ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets()));
      // One encoding only: no BER, no fifth part, no negative coordinates.
      if (Arrays.equals(ciphertext.der(), der)) {
        return ciphertext;
      }
    } catch (IOException | RuntimeException malformed) {
      // Bouncy Castle's parsers throw several kinds.
    }
    throw new NotAuthenticException();
  }

  /** The DER. */
  byte[] der() {
    return KeyForms.der(
        new DERSequence(
            new ASN1Encodable[] {
              new ASN1Integer(new BigInteger(1, part(X, Y))),
              new ASN1Integer(new BigInteger(1, part(Y, HASH))),
              new DEROctetString(part(HASH, TEXT)),
              new DEROctetString(part(TEXT, concatenation.length))
            }));
  }

  private byte[] part(int from, int to) {
    return Arrays.copyOfRange(concatenation, from, to);
  }

  private static byte[] concatenation(BigInteger x, BigInteger y, byte[] hash, byte[] text) {
    byte[] whole = new byte[TEXT + text.length];
    whole[0] = 4;
    System.arraycopy(BigIntegers.asUnsignedByteArray(FIELD_LENGTH, x), 0, whole, X, FIELD_LENGTH);
    System.arraycopy(BigIntegers.asUnsignedByteArray(FIELD_LENGTH, y), 0, whole, Y, FIELD_LENGTH);
    System.arraycopy(hash, 0, whole, HASH, TEXT - HASH);
    System.arraycopy(text, 0, whole, TEXT, text.length);
    return whole;
  }
}
