package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Key pairs for tests, one of each spec, which nobody closes. */
final class Pairs {
  static final KeyPairs KEY_PAIRS = new KeyPairs(Fixtures.RANDOMNESS);
  static final SecureRandom RANDOM = new ServiceRandom(Fixtures.RANDOMNESS);

  /** With AWS-LC, where it works, and without. */
  static final List<Jca> BOTH = List.of(Jca.preferred(), Jca.withoutAwsLc());

  private static final Map<KeySpec, KeyPairMaterial> MADE = new ConcurrentHashMap<>();

  private Pairs() {}

  static Stream<KeySpec> specs() {
    return Stream.of(KeySpec.values()).filter(KeySpec::isAsymmetric);
  }

  static KeyPairMaterial of(KeySpec spec) {
    return MADE.computeIfAbsent(spec, KEY_PAIRS::generate);
  }

  static AsymmetricKey open(KeySpec spec, Jca jca) {
    return AsymmetricKey.open(spec, of(spec), RANDOM, jca);
  }

  /** A key with this public half; the private one is of another pair of the spec. */
  static AsymmetricKey openPublic(KeySpec spec, byte[] spki, SecureRandom random, Jca jca) {
    KeyPairMaterial foreign = of(spec);
    return AsymmetricKey.open(spec, new KeyPairMaterial(foreign.privateKey(), spki), random, jca);
  }

  static AsymmetricKey open(KeySpec spec, byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca) {
    try (KeyPairMaterial pair = new KeyPairMaterial(SecretBytes.copyOf(pkcs8), spki)) {
      return AsymmetricKey.open(spec, pair, random, jca);
    }
  }

  /** The private key of a pair, copied. */
  static byte[] privateKey(KeyPairMaterial pair) {
    try (SecretBytes.Lease lease = pair.privateKey().lease()) {
      return lease.withBytes(byte[]::clone);
    }
  }

  /** A generator that gives these bytes first, whatever was asked, then zeros. */
  static SecureRandom fixed(byte[] bytes) {
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] target) {
        Arrays.fill(target, (byte) 0);
        System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
      }
    };
  }

  /** What a signature or a ciphertext may become on its way. */
  static Stream<UnaryOperator<byte[]>> damages() {
    return Stream.of(
        bytes -> new byte[0],
        bytes -> new byte[1],
        bytes -> new byte[bytes.length],
        bytes -> Arrays.copyOf(bytes, bytes.length - 1),
        bytes -> Arrays.copyOf(bytes, bytes.length + 1),
        bytes -> Arrays.copyOfRange(bytes, 1, bytes.length),
        bytes -> new byte[6144],
        bytes -> filled(bytes.length),
        bytes -> Fixtures.flipped(bytes, 0),
        bytes -> Fixtures.flipped(bytes, 9),
        bytes -> Fixtures.flipped(bytes, 8 * (bytes.length / 2)),
        bytes -> Fixtures.flipped(bytes, 8 * bytes.length - 8));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }
}
