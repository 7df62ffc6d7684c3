package dev.strongroom.domain.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.Region;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
  private static final AccountId ONE = AccountId.parse("111111111111");
  private static final AccountId OTHER = AccountId.parse("222222222222");
  private static final Region HERE = new Region("us-east-1");
  private static final Region THERE = new Region("eu-central-1");

  private final AtomicLong clock = new AtomicLong();

  private Throttle throttle(Map<String, Double> rates, int burst) {
    return new Throttle(RequestQuotas.of(rates, burst), clock::get);
  }

  private static int admitted(Throttle throttle, AccountId account, String operation, int calls) {
    return admitted(throttle, account, operation, null, calls);
  }

  private static int admitted(
      Throttle throttle, AccountId account, String operation, @Nullable String asked, int calls) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      if (throttle.admits(account, HERE, "kms", operation, asked)) {
        admitted++;
      }
    }
    return admitted;
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void aFullBucketHoldsOneSecondsCalls() {
    assertThat(admitted(throttle(Map.of(), 1), ONE, "CreateKey", 100)).isEqualTo(5);
    assertThat(admitted(throttle(Map.of(), 1), ONE, "DescribeKey", 3_000)).isEqualTo(2_000);
    assertThat(admitted(throttle(Map.of(), 1), ONE, "Encrypt", 20_000)).isEqualTo(10_000);
  }

  @Test
  void aBucketHoldsTheBurstWhereThatIsMore() {
    assertThat(admitted(throttle(Map.of(), 50), ONE, "CreateKey", 100)).isEqualTo(50);
    assertThat(admitted(throttle(Map.of(), 50), ONE, "DescribeKey", 3_000)).isEqualTo(2_000);
  }

  @Test
  void callsComeBackAtTheRateAndNeverBeyondTheBurst() {
    Throttle throttle = throttle(Map.of("CreateKey", 4.0), 1);
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(4);
    pass(Duration.ofMillis(249));
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(1);
    pass(Duration.ofMillis(500));
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(2);
    pass(Duration.ofHours(1));
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(4);
  }

  @Test
  void aRefusedCallIsNotCharged() {
    Throttle throttle = throttle(Map.of("CreateKey", 1.0), 1);
    assertThat(admitted(throttle, ONE, "CreateKey", 1_000)).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(admitted(throttle, ONE, "CreateKey", 1)).isEqualTo(1);
  }

  @Test
  void aRateBelowOneASecondLetsOneIn() {
    Throttle throttle = throttle(Map.of("CreateKey", 0.1), 1);
    assertThat(admitted(throttle, ONE, "CreateKey", 5)).isEqualTo(1);
    pass(Duration.ofMillis(9_999));
    assertThat(admitted(throttle, ONE, "CreateKey", 5)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(admitted(throttle, ONE, "CreateKey", 5)).isEqualTo(1);
  }

  @Test
  void accountsRegionsAndQuotasAreCountedApart() {
    Throttle throttle = throttle(Map.of(), 1);
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(5);
    assertThat(admitted(throttle, OTHER, "CreateKey", 10)).isEqualTo(5);
    assertThat(throttle.admits(ONE, THERE, "kms", "CreateKey", null)).isTrue();
    assertThat(admitted(throttle, ONE, "CreateAlias", 10)).isEqualTo(5);
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isZero();
  }

  @Test
  void cryptographicOperationsShareOneQuota() {
    Throttle throttle = throttle(Map.of("SymmetricCryptography", 3.0), 1);
    assertThat(admitted(throttle, ONE, "Encrypt", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Decrypt", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "GenerateRandom", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "GenerateDataKey", 1)).isZero();
    assertThat(admitted(throttle, ONE, "DescribeKey", 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, 20",
    "RSA_3072, 4",
    "RSA_4096, 1",
    "ECC_NIST_P256, 100",
    "ECC_NIST_EDWARDS25519, 100",
    "ECC_SECG_P256K1, 100",
    "SM2, 25",
    "ML_KEM_768, 100"
  })
  void dataKeyPairsAreChargedToTheirSpec(String spec, int perSecond) {
    Throttle throttle = throttle(Map.of(), 1);
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", spec, 200)).isEqualTo(perSecond);
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPairWithoutPlaintext", spec, 1)).isZero();
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "ECC_NIST_P384", 1)).isEqualTo(1);
  }

  @Test
  void aPairThatComesBackOnceInTenSecondsIsLetInOnceAtATime() {
    Throttle throttle = throttle(Map.of("DataKeyPairsRSA4096", 0.1), 1);
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "RSA_4096", 5)).isEqualTo(1);
    pass(Duration.ofMillis(9_999));
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "RSA_4096", 5)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "RSA_4096", 5)).isEqualTo(1);
    pass(Duration.ofHours(1));
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "RSA_4096", 5)).isEqualTo(1);
  }

  @Test
  void cryptographicOperationsAreChargedToTheClassOfTheAlgorithm() {
    Throttle throttle =
        throttle(
            Map.of(
                "SymmetricCryptography", 1.0,
                "RsaCryptography", 2.0,
                "EccCryptography", 3.0,
                "MlDsaCryptography", 4.0),
            1);
    assertThat(admitted(throttle, ONE, "Encrypt", "RSAES_OAEP_SHA_256", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Sign", "RSASSA_PSS_SHA_256", 5)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Decrypt", "RSAES_OAEP_SHA_1", 1)).isZero();
    assertThat(admitted(throttle, ONE, "Encrypt", "SYMMETRIC_DEFAULT", 5)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "ReEncrypt", "SM2PKE", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Sign", "ECDSA_SHA_384", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "DeriveSharedSecret", 5)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Verify", "ED25519_SHA_512", 1)).isZero();
    assertThat(admitted(throttle, ONE, "Verify", "ML_DSA_SHAKE_256", 10)).isEqualTo(4);
  }

  @Test
  void whatARequestAsksForInVainChangesNoQuotaButItsOperations() {
    Throttle throttle = throttle(Map.of("SymmetricCryptography", 3.0), 1);
    assertThat(admitted(throttle, ONE, "Encrypt", "ML_DSA_SHAKE_256", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Encrypt", "RSA_2048", 1)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "Encrypt", "nothing", 5)).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "GenerateDataKeyPair", "nothing", 50)).isEqualTo(20);
    assertThat(admitted(throttle, ONE, "CreateKey", "RSA_2048", 10)).isEqualTo(5);
  }

  @Test
  void operationsOfStsShareOneQuotaAndTheOperatorHasNone() {
    Throttle throttle = throttle(Map.of("SecurityTokenService", 1.0), 1);
    assertThat(throttle.admits(ONE, HERE, "sts", "GetCallerIdentity", null)).isTrue();
    assertThat(throttle.admits(ONE, HERE, "sts", "AssumeRole", null)).isFalse();
    for (int i = 0; i < 10_000; i++) {
      assertThat(throttle.admits(ONE, HERE, "strongroom", "CreateAccount", null)).isTrue();
    }
  }

  @Test
  void anOperationThatTheTableDoesNotNameIsHeldToTheLowestRate() {
    assertThat(admitted(throttle(Map.of(), 1), ONE, "NobodyKnows", 10)).isEqualTo(5);
  }

  @Test
  void withoutQuotasNobodyIsThrottledNorRemembered() {
    Throttle throttle = new Throttle(RequestQuotas.none(), clock::get);
    assertThat(admitted(throttle, ONE, "CreateKey", 10_000)).isEqualTo(10_000);
    assertThat(throttle.admits(ONE, HERE, "sts", "GetCallerIdentity", null)).isTrue();
    assertThat(throttle.remembered()).isZero();
  }

  @Test
  void accountsAreForgottenOnceTheirBucketsAreFull() {
    Throttle throttle = throttle(Map.of("CreateKey", 1.0), 1);
    admitted(throttle, ONE, "CreateKey", 1);
    admitted(throttle, OTHER, "Encrypt", 1);
    assertThat(throttle.remembered()).isEqualTo(2);
    pass(Duration.ofMillis(500));
    throttle.forgetIdle();
    assertThat(throttle.remembered()).isEqualTo(1);
    assertThat(admitted(throttle, ONE, "CreateKey", 1)).as("still charged").isZero();
    pass(Duration.ofMillis(500));
    throttle.forgetIdle();
    assertThat(throttle.remembered()).isZero();
  }

  @Test
  void theClockMayPassTheEndOfItsRange() {
    clock.set(Long.MAX_VALUE - 10);
    Throttle throttle = throttle(Map.of(), 1);
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(5);
    pass(Duration.ofMillis(400));
    assertThat(admitted(throttle, ONE, "CreateKey", 10)).isEqualTo(2);
  }

  @Test
  void threadsTogetherGetNoMoreThanTheBurst() {
    Throttle throttle = throttle(Map.of("SymmetricCryptography", 1_000.0), 1);
    AtomicInteger admitted = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> admitted.addAndGet(admitted(throttle, ONE, "Encrypt", 1_000)));
      }
    }
    assertThat(admitted).hasValue(1_000);
  }

  @Test
  void namesOfQuotasMayBeInAnyCaseAsVariablesHaveThem() {
    assertThat(admitted(throttle(Map.of("createkey", 2.0), 1), ONE, "CreateKey", 10)).isEqualTo(2);
  }

  @Test
  void anUnknownQuotaIsRefused() {
    assertThatThrownBy(() -> RequestQuotas.of(Map.of("Encrypted", 1.0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no request quota Encrypted")
        .hasMessageContaining("SymmetricCryptography");
  }

  @ParameterizedTest
  @CsvSource({
    "GenerateRandom, SymmetricCryptography",
    "encrypt, 'SymmetricCryptography, RsaCryptography, EccCryptography'",
    "Sign, 'RsaCryptography, EccCryptography, MlDsaCryptography'"
  })
  void anOperationThatSharesQuotasNamesThem(String operation, String quotas) {
    assertThatThrownBy(() -> RequestQuotas.of(Map.of(operation, 1.0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(operation + " has no request quota of its own but shares " + quotas);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0001, 1_000_001, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateOutOfBoundsIsRefused(double rate) {
    assertThatThrownBy(() -> RequestQuotas.of(Map.of("CreateKey", rate), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CreateKey");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_000_001})
  void aBurstOutOfBoundsIsRefused(int burst) {
    assertThatThrownBy(() -> RequestQuotas.of(Map.of(), burst))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSlowestRateWithTheLargestBurstIsStillExact() {
    Throttle throttle = throttle(Map.of("CreateKey", 0.001), 1_000_000);
    assertThat(admitted(throttle, ONE, "CreateKey", 1_000_001)).isEqualTo(1_000_000);
  }
}
