package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encryption, key agreement and encapsulation with key pairs. */
class AsymmetricSecrecyTest {
  private final Random random = new Random(7);

  record Way(KeySpec spec, EncryptionAlgorithm algorithm) {}

  static Stream<Way> ways() {
    return Pairs.specs()
        .flatMap(
            spec ->
                spec.encryptionAlgorithms().stream().map(algorithm -> new Way(spec, algorithm)));
  }

  static Stream<KeySpec> agreeing() {
    return Pairs.specs().filter(spec -> spec.allows(KeyUsage.KEY_AGREEMENT));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decryptsWhatAnyProviderEncrypted(Way way) throws NotAuthenticException {
    for (Jca encrypting : Pairs.BOTH) {
      AsymmetricKey encryptor = Pairs.open(way.spec(), encrypting);
      for (int length : List.of(1, 32, way.spec().longestPlaintext(way.algorithm()))) {
        byte[] plaintext = Fixtures.bytes(random, length);
        byte[] ciphertext = encryptor.encrypt(way.algorithm(), plaintext);
        assertThat(encryptor.encrypt(way.algorithm(), plaintext)).isNotEqualTo(ciphertext);
        for (Jca decrypting : Pairs.BOTH) {
          AsymmetricKey key = Pairs.open(way.spec(), decrypting);
          assertThat(key.decrypt(way.algorithm(), ciphertext)).isEqualTo(plaintext);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesDamagedCiphertextsInOneWay(Way way) {
    for (Jca jca : Pairs.BOTH) {
      AsymmetricKey key = Pairs.open(way.spec(), jca);
      byte[] ciphertext = key.encrypt(way.algorithm(), Fixtures.bytes(random, 20));
      Pairs.damages()
          .map(damage -> damage.apply(ciphertext))
          .forEach(
              damaged ->
                  assertThatExceptionOfType(NotAuthenticException.class)
                      .isThrownBy(() -> key.decrypt(way.algorithm(), damaged))
                      .withMessage("not authentic")
                      .withNoCause());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesPlaintextsThatAreTooLong(Way way) {
    AsymmetricKey key = Pairs.open(way.spec(), Jca.preferred());
    byte[] tooLong = new byte[way.spec().longestPlaintext(way.algorithm()) + 1];
    assertThatIllegalArgumentException().isThrownBy(() -> key.encrypt(way.algorithm(), tooLong));
  }

  /** AWS KMS, Encrypt. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSAES_OAEP_SHA_1, 214", "RSA_2048, RSAES_OAEP_SHA_256, 190",
    "RSA_3072, RSAES_OAEP_SHA_1, 342", "RSA_3072, RSAES_OAEP_SHA_256, 318",
    "RSA_4096, RSAES_OAEP_SHA_1, 470", "RSA_4096, RSAES_OAEP_SHA_256, 446",
    "SM2, SM2PKE, 1024"
  })
  void takesPlaintextsAsLongAsAwsSays(KeySpec spec, EncryptionAlgorithm algorithm, int longest) {
    assertThat(spec.longestPlaintext(algorithm)).isEqualTo(longest);
  }

  @ParameterizedTest
  @CsvSource({"RSAES_OAEP_SHA_1, SHA-1", "RSAES_OAEP_SHA_256, SHA-256"})
  void oaepIsThatOfBouncyCastle(EncryptionAlgorithm algorithm, String hash) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/NONE/OAEPPadding", BouncyCastle.provider());
    OAEPParameterSpec parameters =
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
    byte[] plaintext = Fixtures.bytes(random, 20);
    cipher.init(Cipher.ENCRYPT_MODE, OtherProviders.publicKey(KeySpec.RSA_2048), parameters);
    byte[] ciphertext = cipher.doFinal(plaintext);
    for (Jca jca : Pairs.BOTH) {
      AsymmetricKey key = Pairs.open(KeySpec.RSA_2048, jca);
      assertThat(key.decrypt(algorithm, ciphertext)).isEqualTo(plaintext);
      cipher.init(Cipher.DECRYPT_MODE, OtherProviders.privateKey(KeySpec.RSA_2048), parameters);
      assertThat(cipher.doFinal(key.encrypt(algorithm, plaintext))).isEqualTo(plaintext);
    }
  }

  @ParameterizedTest
  @MethodSource("agreeing")
  void agreesWithItsPeerAndWithBouncyCastle(KeySpec spec) throws Exception {
    try (KeyPairMaterial peer = Pairs.KEY_PAIRS.generate(spec);
        AsymmetricKey other = AsymmetricKey.open(spec, peer, Fixtures.RANDOMNESS)) {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", BouncyCastle.provider());
      agreement.init(OtherProviders.privateKey(spec));
      agreement.doPhase(
          KeyFactory.getInstance("EC", BouncyCastle.provider())
              .generatePublic(new X509EncodedKeySpec(peer.publicKey())),
          true);
      byte[] secret = agreement.generateSecret();
      assertThat(secret).hasSize((spec.size() + 7) / 8);
      for (Jca jca : Pairs.BOTH) {
        assertThat(Pairs.open(spec, jca).agree(peer.publicKey())).isEqualTo(secret);
      }
      assertThat(other.agree(Pairs.of(spec).publicKey())).isEqualTo(secret);
    }
  }

  @ParameterizedTest
  @MethodSource("agreeing")
  void refusesPeersThatAreNoPointOfItsCurve(KeySpec spec) {
    byte[] own = Pairs.of(spec).publicKey();
    byte[] point =
        Arrays.copyOfRange(own, own.length - 1 - 2 * ((spec.size() + 7) / 8), own.length);
    byte[] zero = new byte[point.length];
    zero[0] = 4;
    byte[] compressed = Arrays.copyOf(point, point.length / 2 + 1);
    compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
    Stream<byte[]> bad =
        Stream.concat(
            Stream.concat(
                Pairs.damages().map(damage -> damage.apply(own)),
                Stream.of(zero, compressed, new byte[1]).map(each -> KeyForms.spki(spec, each))),
            Pairs.specs().filter(other -> other != spec).map(each -> Pairs.of(each).publicKey()));
    bad.forEach(
        peer -> {
          for (Jca jca : Pairs.BOTH) {
            assertThatExceptionOfType(InvalidPublicKeyException.class)
                .as(Arrays.toString(peer))
                .isThrownBy(() -> Pairs.open(spec, jca).agree(peer));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void decapsulatesAndSoDoesBouncyCastle(KeySpec spec) throws Exception {
    AsymmetricKey key = Pairs.open(spec, Jca.preferred());
    AsymmetricKey.Encapsulated made = key.encapsulate();
    assertThat(made.secret()).hasSize(32);
    assertThat(key.decapsulate(made.ciphertext())).isEqualTo(made.secret());
    assertThat(key.encapsulate().secret()).isNotEqualTo(made.secret());

    KEM other = KEM.getInstance("ML-KEM", BouncyCastle.provider());
    assertThat(
            other
                .newDecapsulator(OtherProviders.privateKey(spec))
                .decapsulate(made.ciphertext())
                .getEncoded())
        .isEqualTo(made.secret());
    KEM.Encapsulated theirs = other.newEncapsulator(OtherProviders.publicKey(spec)).encapsulate();
    assertThat(key.decapsulate(theirs.encapsulation())).isEqualTo(theirs.key().getEncoded());
  }

  @ParameterizedTest
  @EnumSource(names = {"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void aForeignCiphertextGivesAnotherSecretAndAWrongLengthNone(KeySpec spec) throws Exception {
    AsymmetricKey key = Pairs.open(spec, Jca.preferred());
    AsymmetricKey.Encapsulated made = key.encapsulate();
    byte[] altered = Fixtures.flipped(made.ciphertext(), 17);
    byte[] rejected = key.decapsulate(altered);
    assertThat(rejected).hasSize(32).isNotEqualTo(made.secret());
    assertThat(key.decapsulate(altered)).as("always the same").isEqualTo(rejected);
    for (int length : List.of(0, made.ciphertext().length - 1, made.ciphertext().length + 1)) {
      assertThatExceptionOfType(MalformedCiphertextException.class)
          .isThrownBy(() -> key.decapsulate(Arrays.copyOf(made.ciphertext(), length)));
    }
  }

  /** One key, many threads: nothing in it belongs to one of them. */
  @Test
  void manyThreadsShareAKey() throws Exception {
    AsymmetricKey kem = Pairs.open(KeySpec.ML_KEM_768, Jca.preferred());
    AsymmetricKey curve = Pairs.open(KeySpec.ECC_NIST_P256, Jca.preferred());
    AsymmetricKey sm2 = Pairs.open(KeySpec.SM2, Jca.preferred());
    byte[] peer = Pairs.of(KeySpec.ECC_NIST_P256).publicKey();
    byte[] agreed = curve.agree(peer);
    List<Callable<Boolean>> uses =
        IntStream.range(0, 400)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      AsymmetricKey.Encapsulated made = kem.encapsulate();
                      byte[] text = {(byte) i, 1, 2, 3};
                      byte[] ciphertext = sm2.encrypt(EncryptionAlgorithm.SM2PKE, text);
                      return Arrays.equals(kem.decapsulate(made.ciphertext()), made.secret())
                          && Arrays.equals(curve.agree(peer), agreed)
                          && Arrays.equals(
                              sm2.decrypt(EncryptionAlgorithm.SM2PKE, ciphertext), text);
                    })
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> use : threads.invokeAll(uses)) {
        assertThat(use.get()).isTrue();
      }
    }
  }

  @Test
  void sm2HasNoEmptyPlaintext() {
    AsymmetricKey key = Pairs.open(KeySpec.SM2, Jca.preferred());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key.encrypt(EncryptionAlgorithm.SM2PKE, new byte[0]));
  }
}
