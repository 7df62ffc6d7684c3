package dev.strongroom.domain.operation.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.keystore.KeyBackend;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which member of a request decides its quota. */
class ChargedForTest {
  /** What a call is charged for is asked before anything is done. */
  private static final KeyBackend UNUSED =
      (KeyBackend)
          Proxy.newProxyInstance(
              KeyBackend.class.getClassLoader(),
              new Class<?>[] {KeyBackend.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method);
              });

  @ParameterizedTest
  @CsvSource({
    ",,",
    ", RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_1",
    "SYMMETRIC_DEFAULT, SM2PKE, SM2PKE",
    "SYMMETRIC_DEFAULT, SYMMETRIC_DEFAULT, SYMMETRIC_DEFAULT",
    "SM2PKE, , SM2PKE",
    "RSAES_OAEP_SHA_1, SM2PKE, RSAES_OAEP_SHA_1"
  })
  void reEncryptIsChargedForItsAsymmetricKey(
      @Nullable String source, @Nullable String destination, @Nullable String charged) {
    ReEncrypt.Request request =
        new ReEncrypt.Request(null, null, null, "key", null, source, destination, null, null, null);
    assertThat(new ReEncrypt(UNUSED).chargedFor(request)).isEqualTo(charged);
  }

  @ParameterizedTest
  @CsvSource({",", "RSAES_OAEP_SHA_256", "nonsense"})
  void encryptAndDecryptAreChargedForTheAlgorithmAsItCame(@Nullable String algorithm) {
    assertThat(
            new Encrypt(UNUSED)
                .chargedFor(new Encrypt.Request("key", new byte[1], null, null, algorithm, null)))
        .isEqualTo(algorithm);
    assertThat(
            new Decrypt(UNUSED)
                .chargedFor(
                    new Decrypt.Request(null, null, null, null, algorithm, null, null, null)))
        .isEqualTo(algorithm);
  }
}
