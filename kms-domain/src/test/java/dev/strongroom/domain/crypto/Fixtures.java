package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;

/** What the tests of this package share. */
final class Fixtures {
  static final UUID DEPLOYMENT = UUID.fromString("0f8c1d5e-7a43-4e0b-9a2f-63d5b1c0e7a9");
  static final AccountId ACCOUNT = new AccountId(111122223333L);
  static final KeyId KEY = KeyId.parse("6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
  static final MaterialId MATERIAL = MaterialId.parse("0123456789abcdef".repeat(4));
  static final Randomness RANDOMNESS = new Randomness(Fixtures::fromTheSystem);

  private Fixtures() {}

  static byte[] fromTheSystem(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Bytes that a failing test can be repeated with. */
  static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static SecretBytes secret(int fill) {
    return SecretBytes.filledBy(32, segment -> segment.fill((byte) fill));
  }

  static byte[] flipped(byte[] original, int bit) {
    byte[] copy = original.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }
}
