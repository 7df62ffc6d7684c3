package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SymmetricKeyPropertiesTest {
  private static final AccountId ACCOUNT = AccountId.parse("111122223333");
  private static final EncryptionContext CONTEXT = EncryptionContext.of(Map.of("app", "demo"));

  private final Random random = new Random(20261124);
  private final KeyId keyId = new KeyId(new UUID(random.nextLong(), random.nextLong()), false);
  private final MaterialId materialId = materialId();
  private final byte[] material = bytes(32);
  private final SymmetricKey key = derive(material, ACCOUNT, keyId, materialId);

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private MaterialId materialId() {
    return MaterialId.of(bytes(MaterialId.LENGTH));
  }

  private static SymmetricKey derive(
      byte[] material, AccountId account, KeyId key, MaterialId materialId) {
    try (SecretBytes secret = SecretBytes.copyOf(material)) {
      return SymmetricKey.derive(secret, account, key, materialId);
    }
  }

  private byte[] encrypt(byte[] plaintext, EncryptionContext context) {
    return key.encrypt(plaintext, context, TestRandomness.SHARED);
  }

  private static byte[] decrypt(SymmetricKey key, byte[] blob, EncryptionContext context)
      throws Exception {
    return key.decrypt(CiphertextBlob.parse(blob), context);
  }

  @Test
  void roundTripsPlaintextsOfAnyLength() throws Exception {
    for (int length : new int[] {1, 15, 16, 17, 31, 32, 4095, 4096}) {
      byte[] plaintext = bytes(length);
      assertThat(decrypt(key, encrypt(plaintext, CONTEXT), CONTEXT)).isEqualTo(plaintext);
    }
  }

  @Test
  void theHeaderSaysWhoseItIs() throws Exception {
    CiphertextBlob blob = CiphertextBlob.parse(encrypt(bytes(5), CONTEXT));
    assertThat(blob.account()).isEqualTo(ACCOUNT);
    assertThat(blob.keyId()).isEqualTo(keyId);
    assertThat(blob.material()).isEqualTo(materialId.first128());
  }

  @Test
  void everyFlippedBitOfEveryByteIsRefused() {
    byte[] blob = encrypt(bytes(20), CONTEXT);
    for (int i = 0; i < blob.length; i++) {
      byte[] changed = blob.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> decrypt(key, changed, CONTEXT))
          .as("byte %d", i)
          .isInstanceOfAny(NotAuthenticException.class, MalformedCiphertextException.class);
    }
  }

  @Test
  void everyTruncationAndExtensionIsRefused() {
    byte[] blob = encrypt(bytes(20), CONTEXT);
    for (int length = 0; length < blob.length; length++) {
      byte[] cut = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> decrypt(key, cut, CONTEXT))
          .isInstanceOfAny(NotAuthenticException.class, MalformedCiphertextException.class);
    }
    byte[] longer = Arrays.copyOf(blob, blob.length + 1);
    assertThatThrownBy(() -> decrypt(key, longer, CONTEXT))
        .isInstanceOf(NotAuthenticException.class);
  }

  @Test
  void anotherContextIsRefused() {
    byte[] blob = encrypt(bytes(20), CONTEXT);
    for (EncryptionContext other :
        new EncryptionContext[] {
          EncryptionContext.EMPTY,
          EncryptionContext.of(Map.of("app", "Demo")),
          EncryptionContext.of(Map.of("App", "demo")),
          EncryptionContext.of(Map.of("app", "demo", "x", ""))
        }) {
      assertThatThrownBy(() -> decrypt(key, blob, other)).isInstanceOf(NotAuthenticException.class);
    }
  }

  @Test
  void theOrderOfThePairsDoesNotMatter() throws Exception {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("a", "1");
    one.put("b", "2");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("b", "2");
    other.put("a", "1");
    byte[] plaintext = bytes(9);
    byte[] blob = encrypt(plaintext, EncryptionContext.of(one));
    assertThat(decrypt(key, blob, EncryptionContext.of(other))).isEqualTo(plaintext);
  }

  @Test
  void anotherMaterialAccountOrKeyIsRefused() {
    byte[] blob = encrypt(bytes(20), CONTEXT);
    KeyId otherKey = new KeyId(new UUID(1, 2), false);
    for (SymmetricKey other :
        new SymmetricKey[] {
          derive(bytes(32), ACCOUNT, keyId, materialId),
          derive(material, AccountId.parse("444455556666"), keyId, materialId),
          derive(material, ACCOUNT, otherKey, materialId),
          derive(material, ACCOUNT, keyId, materialId())
        }) {
      assertThatThrownBy(() -> decrypt(other, blob, CONTEXT))
          .isInstanceOf(NotAuthenticException.class);
    }
  }

  @Test
  void aClosedKeySaysSo() {
    key.close();
    assertThat(key.isClosed()).isTrue();
    assertThatThrownBy(() -> encrypt(bytes(4), CONTEXT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownVersionsAlgorithmsAndFlagsAreMalformed() {
    byte[] blob = encrypt(bytes(20), CONTEXT);
    for (int[] change : new int[][] {{0, 2}, {0, 0}, {1, 0}, {1, 9}, {8, 2}, {8, 0x80}}) {
      byte[] changed = blob.clone();
      changed[change[0]] = (byte) change[1];
      assertThatThrownBy(() -> CiphertextBlob.parse(changed))
          .isInstanceOf(MalformedCiphertextException.class);
    }
    byte[] noAccount = blob.clone();
    Arrays.fill(noAccount, 2, 8, (byte) 0xff);
    assertThatThrownBy(() -> CiphertextBlob.parse(noAccount))
        .isInstanceOf(MalformedCiphertextException.class);
  }
}
