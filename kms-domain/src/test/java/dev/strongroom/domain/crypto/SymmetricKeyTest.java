package dev.strongroom.domain.crypto;

import static dev.strongroom.domain.crypto.Fixtures.ACCOUNT;
import static dev.strongroom.domain.crypto.Fixtures.KEY;
import static dev.strongroom.domain.crypto.Fixtures.MATERIAL;
import static dev.strongroom.domain.crypto.Fixtures.RANDOMNESS;
import static dev.strongroom.domain.crypto.Fixtures.flipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SymmetricKeyTest {
  private static final EncryptionContext CONTEXT = EncryptionContext.of(Map.of("app", "demo"));

  private final SecretBytes material = Fixtures.secret(0x11);
  private final SymmetricKey key = SymmetricKey.derive(material, ACCOUNT, KEY, MATERIAL);
  private final Random random = new Random(20261124);

  @AfterEach
  void close() {
    key.close();
    material.close();
  }

  @Test
  void decryptsWhatItEncrypted() throws Exception {
    for (int i = 0; i < 300; i++) {
      byte[] plaintext = Fixtures.bytes(random, i < 40 ? i : random.nextInt(4097));
      EncryptionContext context = randomContext();
      byte[] blob = key.encrypt(plaintext, context, RANDOMNESS);
      assertThat(blob).hasSize(plaintext.length + 117);
      assertThat(key.decrypt(CiphertextBlob.parse(blob), context)).isEqualTo(plaintext);
    }
  }

  @Test
  void theOrderOfTheContextDoesNotMatter() throws Exception {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forwards.put("key " + i, "value " + i);
      backwards.put("key " + (19 - i), "value " + (19 - i));
    }
    byte[] blob = key.encrypt(new byte[10], EncryptionContext.of(forwards), RANDOMNESS);
    assertThat(key.decrypt(CiphertextBlob.parse(blob), EncryptionContext.of(backwards)))
        .isEqualTo(new byte[10]);
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] blob = key.encrypt(new byte[] {1, 2, 3}, CONTEXT, RANDOMNESS);
    for (int bit = 0; bit < blob.length * 8; bit++) {
      assertRefused(key, flipped(blob, bit), CONTEXT);
    }
  }

  @Test
  void refusesEveryTruncationAndExtension() {
    byte[] blob = key.encrypt(new byte[40], CONTEXT, RANDOMNESS);
    for (int length = 0; length < blob.length; length++) {
      assertRefused(key, Arrays.copyOf(blob, length), CONTEXT);
    }
    assertRefused(key, Arrays.copyOf(blob, blob.length + 1), CONTEXT);
  }

  @Test
  void refusesEveryOtherContext() {
    byte[] blob = key.encrypt(new byte[] {1}, CONTEXT, RANDOMNESS);
    assertRefused(key, blob, EncryptionContext.EMPTY);
    assertRefused(key, blob, EncryptionContext.of(Map.of("app", "Demo")));
    assertRefused(key, blob, EncryptionContext.of(Map.of("App", "demo")));
    assertRefused(key, blob, EncryptionContext.of(Map.of("app", "demo", "b", "")));
  }

  @Test
  void refusesTheCiphertextOfEveryOtherKey() {
    byte[] blob = key.encrypt(new byte[] {1}, CONTEXT, RANDOMNESS);
    KeyId otherKey = KeyId.parse("6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4e");
    // The two ids agree in the 128 bits that the header has: the key derivation tells them apart.
    MaterialId otherId = MaterialId.parse("0123456789abcdef".repeat(3) + "0".repeat(16));
    try (SecretBytes otherMaterial = Fixtures.secret(0x12)) {
      for (SymmetricKey other :
          new SymmetricKey[] {
            SymmetricKey.derive(otherMaterial, ACCOUNT, KEY, MATERIAL),
            SymmetricKey.derive(material, new AccountId(111122223334L), KEY, MATERIAL),
            SymmetricKey.derive(material, ACCOUNT, otherKey, MATERIAL),
            SymmetricKey.derive(material, ACCOUNT, KEY, otherId)
          }) {
        try (other) {
          assertRefused(other, blob, CONTEXT);
        }
      }
    }
  }

  @Test
  void aMultiRegionIdIsNotTheSameKeyAsThePlainOne() throws Exception {
    KeyId multiRegion = new KeyId(KEY.uuid(), true);
    try (SymmetricKey replica = SymmetricKey.derive(material, ACCOUNT, multiRegion, MATERIAL)) {
      byte[] blob = replica.encrypt(new byte[] {1}, CONTEXT, RANDOMNESS);
      assertThat(CiphertextBlob.parse(blob).keyId()).isEqualTo(multiRegion);
      blob[8] = 0;
      assertRefused(key, blob, CONTEXT);
    }
  }

  @Test
  void twoCiphertextsOfOnePlaintextShareNothingButTheHeader() {
    byte[] one = key.encrypt(new byte[32], CONTEXT, RANDOMNESS);
    byte[] other = key.encrypt(new byte[32], CONTEXT, RANDOMNESS);
    assertThat(Arrays.mismatch(one, other)).isBetween(41, 44);
    assertThat(Arrays.copyOfRange(one, 57, 101)).isNotEqualTo(Arrays.copyOfRange(other, 57, 101));
  }

  @Test
  void repeatedRandomBytesDoNotRepeatAMessageKey() throws Exception {
    // A cloned machine: the same random bytes for another plaintext, or for another context.
    CiphertextBlob one = CiphertextBlob.parse(key.encrypt(new byte[] {1}, CONTEXT, new byte[44]));
    CiphertextBlob two = CiphertextBlob.parse(key.encrypt(new byte[] {2}, CONTEXT, new byte[44]));
    CiphertextBlob three =
        CiphertextBlob.parse(key.encrypt(new byte[] {1}, EncryptionContext.EMPTY, new byte[44]));
    assertThat(one.iv()).isEqualTo(two.iv());
    assertThat(one.salt()).isNotEqualTo(two.salt()).isNotEqualTo(three.salt());
    assertThat(one.commitment()).isNotEqualTo(two.commitment()).isNotEqualTo(three.commitment());
  }

  @Test
  void keepsWorkingWhenTheMaterialIsClosedAndRefusesOnceItIsClosedItself() throws Exception {
    material.close();
    byte[] blob = key.encrypt(new byte[] {1}, CONTEXT, RANDOMNESS);
    assertThat(key.isClosed()).isFalse();
    key.close();
    key.close();
    assertThat(key.isClosed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> key.encrypt(new byte[] {1}, CONTEXT, RANDOMNESS));
    CiphertextBlob parsed = CiphertextBlob.parse(blob);
    assertThatIllegalStateException().isThrownBy(() -> key.decrypt(parsed, CONTEXT));
    assertThatIllegalStateException()
        .isThrownBy(() -> SymmetricKey.derive(material, ACCOUNT, KEY, MATERIAL));
  }

  @Test
  void refusesMaterialOfAnotherSize() {
    try (SecretBytes shorter = SecretBytes.copyOf(new byte[16])) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SymmetricKey.derive(shorter, ACCOUNT, KEY, MATERIAL));
    }
  }

  @Test
  void closingUnderLoadNeverMakesACiphertextThatDoesNotOpen() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 300; round++) {
        SymmetricKey closing = SymmetricKey.derive(material, ACCOUNT, KEY, MATERIAL);
        Callable<Integer> encryptUntilClosed =
            () -> {
              for (int made = 0; ; made++) {
                byte[] blob;
                try {
                  blob = closing.encrypt(new byte[] {42}, CONTEXT, RANDOMNESS);
                } catch (IllegalStateException closed) {
                  return made;
                }
                assertThat(key.decrypt(CiphertextBlob.parse(blob), CONTEXT)).containsExactly(42);
              }
            };
        var running = IntStream.range(0, 3).mapToObj(i -> threads.submit(encryptUntilClosed));
        var futures = running.toList();
        closing.encrypt(new byte[1], CONTEXT, RANDOMNESS);
        closing.close();
        for (var future : futures) {
          assertThat(future.get()).isNotNegative();
        }
      }
    }
  }

  private EncryptionContext randomContext() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      pairs.put("k" + random.nextInt(100), Integer.toString(random.nextInt(), 36));
    }
    return EncryptionContext.of(pairs);
  }

  private static void assertRefused(SymmetricKey key, byte[] blob, EncryptionContext context) {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> key.decrypt(CiphertextBlob.parse(blob), context))
        .isInstanceOfAny(NotAuthenticException.class, MalformedCiphertextException.class);
  }
}
