package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left on the heap, in objects that can still be reached, once a secret's own arrays have
 * been wiped: what waits for the next call must hold nothing of the last.
 */
class LiveHeapTest {
  private static final byte MASK = 0x5a;

  @TempDir Path directory;

  @Test
  void aDigestKeepsNothingOfWhatItHashed() throws Exception {
    assertNothingIsLeft(
        24,
        secret -> {
          Digests.sha256(secret);
          return new byte[0];
        });
  }

  @Test
  void anHmacKeepsNeitherItsKeyNorItsResult() throws Exception {
    assertNothingIsLeft(
        32,
        key -> {
          byte[] mac = HmacSha256.of(key, new byte[100]);
          return masked(mac);
        });
  }

  @Test
  void aMacKeyKeepsItsResultNot() throws Exception {
    for (MacAlgorithm algorithm : MacAlgorithm.values()) {
      assertNothingIsLeft(
          algorithm.length(),
          material -> {
            try (SecretBytes bytes = SecretBytes.copyOf(material);
                MacKey key = MacKey.open(bytes)) {
              return masked(key.mac(algorithm, new byte[10]));
            }
          });
    }
  }

  @Test
  void aCipherKeepsNoKey() throws Exception {
    assertNothingIsLeft(
        AesGcm.KEY_LENGTH,
        key -> {
          AesGcm.seal(key, new byte[60], 0, 12, new byte[32]);
          return new byte[0];
        });
    assertNothingIsLeft(
        AesGcm.KEY_LENGTH,
        key -> {
          byte[] message = new byte[60];
          AesGcm.seal(key, message, 0, 12, new byte[32]);
          try {
            AesGcm.open(key, message, 0, 12);
          } catch (NotAuthenticException e) {
            throw new AssertionError(e);
          }
          return new byte[0];
        });
  }

  @Test
  void aSymmetricKeyKeepsNoPlaintext() throws Exception {
    AccountId account = AccountId.parse("123456789012");
    KeyId id = new KeyId(Fixtures.RANDOMNESS.uuid(), false);
    MaterialId materialId = MaterialId.of(Fixtures.RANDOMNESS.bytes(MaterialId.LENGTH));
    try (SecretBytes material = SecretBytes.takeFrom(Fixtures.RANDOMNESS.bytes(32));
        SymmetricKey key = SymmetricKey.derive(material, account, id, materialId)) {
      assertNothingIsLeft(
          32,
          plaintext -> {
            byte[] blob = key.encrypt(plaintext, EncryptionContext.EMPTY, Fixtures.RANDOMNESS);
            try {
              byte[] again = key.decrypt(CiphertextBlob.parse(blob), EncryptionContext.EMPTY);
              Arrays.fill(again, (byte) 0);
            } catch (NotAuthenticException | MalformedCiphertextException e) {
              throw new AssertionError(e);
            }
            return new byte[0];
          });
    }
  }

  /**
   * @param use uses a secret, which is wiped afterwards, and returns another one, masked
   */
  private void assertNothingIsLeft(int length, UnaryOperator<byte[]> use) throws IOException {
    byte[] masked = masked(Fixtures.RANDOMNESS.bytes(length));
    byte[] secret = new byte[length];
    for (int i = 0; i < length; i++) {
      secret[i] = (byte) (masked[i] ^ MASK);
    }
    byte[] result = use.apply(secret);
    Arrays.fill(secret, (byte) 0);
    Path dump = directory.resolve("heap-" + System.nanoTime() + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    assertThat(isIn(dump, masked)).as("the secret").isFalse();
    if (result.length > 0) {
      assertThat(isIn(dump, result)).as("the result").isFalse();
    }
  }

  /** In place. */
  private static byte[] masked(byte[] secret) {
    for (int i = 0; i < secret.length; i++) {
      secret[i] ^= MASK;
    }
    return secret;
  }

  private static boolean isIn(Path dump, byte[] masked) throws IOException {
    try (FileChannel file = FileChannel.open(dump)) {
      ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      int last = bytes.limit() - masked.length;
      byte first = (byte) (masked[0] ^ MASK);
      for (int at = 0; at <= last; at++) {
        if (bytes.get(at) == first && matches(bytes, at, masked)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean matches(ByteBuffer bytes, int at, byte[] masked) {
    for (int i = 1; i < masked.length; i++) {
      if (bytes.get(at + i) != (byte) (masked[i] ^ MASK)) {
        return false;
      }
    }
    return true;
  }
}
