package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsymmetricKeyTest {
  private static final byte[] MESSAGE = "attack at dawn".getBytes(StandardCharsets.UTF_8);

  /** A way to sign, with a message for it. */
  record Way(KeySpec spec, SigningAlgorithm algorithm, MessageType type) {
    byte[] message() throws GeneralSecurityException {
      return type == MessageType.RAW ? MESSAGE : OtherProviders.prepared(this, MESSAGE);
    }
  }

  static Stream<Way> ways() {
    return Pairs.specs()
        .filter(spec -> spec.allows(KeyUsage.SIGN_VERIFY))
        .flatMap(
            spec ->
                spec.signingAlgorithms().stream()
                    .flatMap(
                        algorithm ->
                            Stream.of(MessageType.values())
                                .filter(algorithm::takes)
                                .map(type -> new Way(spec, algorithm, type))));
  }

  static Stream<Way> waysWithDigests() {
    return ways().filter(way -> way.type() != MessageType.RAW);
  }

  /** One way for each spec that signs raw messages. */
  static Stream<Way> rawWays() {
    return ways()
        .filter(
            way ->
                way.type() == MessageType.RAW
                    && way.algorithm() == way.spec().signingAlgorithms().getFirst());
  }

  static Stream<KeySpec> specs() {
    return Pairs.specs();
  }

  @Test
  void thisMachineHasAwsLc() {
    assertThat(AwsLc.provider()).isNotNull();
  }

  @Test
  void onlyAwsLcIsQuickEnoughForTheThreadThatReadsRequests() {
    List<KeySpec> quick =
        specs().filter(spec -> Pairs.open(spec, Jca.preferred()).isQuick()).toList();
    assertThat(quick).containsExactly(KeySpec.ECC_NIST_P256, KeySpec.ECC_NIST_EDWARDS25519);
    assertThat(specs()).noneMatch(spec -> Pairs.open(spec, Jca.withoutAwsLc()).isQuick());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void signaturesVerifyWithAnyProviderAndWithAnother(Way way) throws GeneralSecurityException {
    byte[] message = way.message();
    for (Jca signing : Pairs.BOTH) {
      byte[] signature = Pairs.open(way.spec(), signing).sign(way.algorithm(), way.type(), message);
      for (Jca verifying : Pairs.BOTH) {
        AsymmetricKey key = Pairs.open(way.spec(), verifying);
        assertThat(key.verify(way.algorithm(), way.type(), message, signature)).isTrue();
      }
      assertThat(OtherProviders.verify(way, MESSAGE, signature)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void signaturesOfAnotherProviderVerify(Way way) throws GeneralSecurityException {
    byte[] signature = OtherProviders.sign(way, MESSAGE);
    for (Jca jca : Pairs.BOTH) {
      AsymmetricKey key = Pairs.open(way.spec(), jca);
      assertThat(key.verify(way.algorithm(), way.type(), way.message(), signature)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesDamagedSignaturesAndOtherMessages(Way way) throws GeneralSecurityException {
    for (Jca jca : Pairs.BOTH) {
      AsymmetricKey key = Pairs.open(way.spec(), jca);
      byte[] message = way.message();
      byte[] signature = key.sign(way.algorithm(), way.type(), message);
      byte[] other = Fixtures.flipped(message, 3);
      assertThat(key.verify(way.algorithm(), way.type(), other, signature)).isFalse();
      Pairs.damages()
          .map(damage -> damage.apply(signature))
          .forEach(
              damaged ->
                  assertThat(key.verify(way.algorithm(), way.type(), message, damaged))
                      .as(Arrays.toString(damaged))
                      .isFalse());
    }
  }

  @ParameterizedTest
  @MethodSource("waysWithDigests")
  void refusesDigestsOfAnotherLength(Way way) {
    AsymmetricKey key = Pairs.open(way.spec(), Jca.preferred());
    byte[] tooLong = new byte[way.algorithm().digestLength() + 1];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key.sign(way.algorithm(), way.type(), tooLong));
  }

  @Test
  void pkcs1SignaturesAreTheOnesOfTheJdk() throws GeneralSecurityException {
    Way way =
        new Way(KeySpec.RSA_2048, SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_256, MessageType.RAW);
    byte[] signature =
        Pairs.open(way.spec(), Jca.preferred()).sign(way.algorithm(), way.type(), MESSAGE);
    assertThat(signature).isEqualTo(OtherProviders.sign(way, MESSAGE));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void opensOnlyPairsOfItsSpec(KeySpec spec) {
    Pairs.specs()
        .filter(other -> other != spec)
        .forEach(
            other ->
                assertThatIllegalArgumentException()
                    .isThrownBy(
                        () -> AsymmetricKey.open(other, Pairs.of(spec), Fixtures.RANDOMNESS)));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void refusesMaterialThatIsNoKey(KeySpec spec) {
    byte[] pkcs8 = Pairs.privateKey(Pairs.of(spec));
    byte[] spki = Pairs.of(spec).publicKey();
    for (Jca jca : Pairs.BOTH) {
      for (int length : List.of(1, 3, 30, pkcs8.length - 1)) {
        assertThatIllegalArgumentException()
            .isThrownBy(
                () -> Pairs.open(spec, Arrays.copyOf(pkcs8, length), spki, Pairs.RANDOM, jca));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Pairs.open(spec, pkcs8, Arrays.copyOf(spki, spki.length - 1), Pairs.RANDOM, jca));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aClosedKeyRefusesEverything(KeySpec spec) {
    AsymmetricKey key = AsymmetricKey.open(spec, Pairs.of(spec), Fixtures.RANDOMNESS);
    assertThat(key.isClosed()).isFalse();
    key.close();
    key.close();
    assertThat(key.isClosed()).isTrue();
    assertThat(key.publicKey()).isEqualTo(Pairs.of(spec).publicKey());
    List<Callable<?>> uses = new ArrayList<>();
    for (SigningAlgorithm each : spec.signingAlgorithms()) {
      uses.add(() -> key.sign(each, MessageType.RAW, MESSAGE));
      uses.add(() -> key.verify(each, MessageType.RAW, MESSAGE, MESSAGE));
    }
    for (EncryptionAlgorithm each : spec.encryptionAlgorithms()) {
      uses.add(() -> key.encrypt(each, MESSAGE));
      uses.add(() -> key.decrypt(each, MESSAGE));
    }
    uses.add(() -> key.agree(MESSAGE));
    uses.add(key::encapsulate);
    uses.add(() -> key.decapsulate(MESSAGE));
    assertThat(uses).allSatisfy(use -> assertThatIllegalStateException().isThrownBy(use::call));
  }

  /** Whoever began before the close gets a good signature, everybody else the refusal. */
  @ParameterizedTest
  @MethodSource("rawWays")
  void closingDoesNotDisturbRunningUses(Way way) throws Exception {
    SigningAlgorithm algorithm = way.algorithm();
    AsymmetricKey verifying = Pairs.open(way.spec(), Jca.preferred());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 5; round++) {
        AsymmetricKey key =
            AsymmetricKey.open(way.spec(), Pairs.of(way.spec()), Fixtures.RANDOMNESS);
        List<Future<byte[]>> last = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          last.add(threads.submit(() -> signUntilClosed(key, algorithm)));
        }
        Thread.sleep(5);
        key.close();
        for (Future<byte[]> signature : last) {
          assertThat(
                  signature.get().length == 0
                      || verifying.verify(algorithm, MessageType.RAW, MESSAGE, signature.get()))
              .isTrue();
        }
      }
    }
  }

  /** The last signature before the refusal; empty when there was none. */
  private static byte[] signUntilClosed(AsymmetricKey key, SigningAlgorithm algorithm) {
    byte[] last = new byte[0];
    while (true) {
      try {
        last = key.sign(algorithm, MessageType.RAW, MESSAGE);
      } catch (IllegalStateException closed) {
        assertThat(closed).hasMessage("the key has been closed").hasNoCause();
        return last;
      }
    }
  }
}
