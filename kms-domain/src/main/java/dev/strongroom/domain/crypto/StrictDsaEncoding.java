package dev.strongroom.domain.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * The DER of ECDSA and SM2 signatures (RFC 3279, section 2.2.3), asked before a provider sees them:
 * one signature has one encoding, whichever provider reads it.
 */
final class StrictDsaEncoding {
  /** Two tags and lengths, two signs, and a SEQUENCE of more than 127 bytes. */
  private static final int LONGEST_FRAME = 2 * 3 + 3;

  private StrictDsaEncoding() {}

  /** Whether these are the DER of r and s, both from 1 to below the order. */
  static boolean isDer(BigInteger order, byte[] signature) {
    int longest = 2 * ((order.bitLength() + 7) / Byte.SIZE) + LONGEST_FRAME;
    if (signature.length > longest) {
      return false;
    }
    try {
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(order, signature);
      return rs[0].signum() > 0 && rs[1].signum() > 0;
    } catch (IOException | RuntimeException malformed) {
      // Bouncy Castle's parsers throw several kinds.
      return false;
    }
  }
}
