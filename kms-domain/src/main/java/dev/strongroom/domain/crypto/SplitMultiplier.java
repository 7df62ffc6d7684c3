package dev.strongroom.domain.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.WNafL2RMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Multiplies a point by k as a + (k - a), with a new random a each time. The time of Bouncy
 * Castle's multiplication depends on the scalar, which otherwise would be the private key in
 * decryption and key agreement. (Its signatures multiply the generator, and for that it has a comb
 * whose reads do not depend on the scalar.)
 */
final class SplitMultiplier implements ECMultiplier {
  // Masks are no key material, so the operating system's generator does.
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WNafL2RMultiplier multiplier = new WNafL2RMultiplier();

  @Override
  public ECPoint multiply(ECPoint point, BigInteger k) {
    BigInteger order = point.getCurve().getOrder();
    BigInteger mask =
        BigIntegers.createRandomInRange(BigInteger.ONE, order.subtract(BigInteger.ONE), RANDOM);
    BigInteger rest = k.subtract(mask).mod(order);
    return multiplier.multiply(point, mask).add(multiplier.multiply(point, rest));
  }
}
