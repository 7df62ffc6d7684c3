package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Project Wycheproof's vectors through the code that serves requests, by AWS-LC and without it. All
 * that is valid is accepted and gives the bytes of the vector; all that is invalid is refused; and
 * so is what Wycheproof calls acceptable:
 *
 * <ul>
 *   <li>a PKCS #1 v1.5 signature whose DigestInfo lacks the NULL (MissingNull): RFC 8017 has it;
 *   <li>a public key for ECDH that is compressed, that spells out its curve, or that is not DER.
 * </ul>
 */
class WycheproofTest {
  private static final AtomicLong RAN = new AtomicLong();
  private static final AtomicLong ALL = new AtomicLong();

  /**
   * A file.
   *
   * @param ran how many of its vectors must have run; the others are for what is not offered here
   * @param check runs one and asserts; false when it is for something not offered here
   * @param remark which those are
   */
  record Row(String file, int ran, Predicate<Vector> check, String remark) {
    @Override
    public String toString() {
      return file;
    }
  }

  private static Row row(String file, int ran, Predicate<Vector> check) {
    return new Row(file, ran, check, "");
  }

  private static Row notRun(String file, String why) {
    return new Row(file, 0, vector -> false, why);
  }

  private static Row ecdsa(String file, int ran, KeySpec spec) {
    return row(file, ran, SignatureVectors.verify(spec, spec.signingAlgorithms().getFirst()));
  }

  private static Row rsa(String file, int ran, KeySpec spec, SigningAlgorithm algorithm) {
    return row(file, ran, SignatureVectors.verify(spec, algorithm));
  }

  private static Row oaep(String file, int ran, KeySpec spec, EncryptionAlgorithm algorithm) {
    return new Row(
        file, ran, SecrecyVectors.oaep(spec, algorithm), "those with a label must be refused");
  }

  private static Row mlDsa(String file, int ran, KeySpec spec) {
    return new Row(
        file,
        ran,
        MlDsaVectors.check(spec),
        "not those with a context, which KMS lacks; nor private keys that no generator makes");
  }

  private static Row mac(String file, int ran, MacAlgorithm algorithm) {
    return new Row(
        file, ran, SymmetricVectors.hmac(algorithm), "a truncated MAC must never verify");
  }

  static List<Row> table() {
    return List.of(
        notRun("aes_kwp_test", "AES-KWP is not offered yet"),
        notRun("aes_wrap_test", "AES-KW is not offered"),
        notRun("rsa_pkcs1_2048_test", "RSAES-PKCS1-v1_5 is not offered"),
        new Row("aes_gcm_test", 66, SymmetricVectors::gcm, "256-bit keys with 96-bit IVs"),
        new Row("aes_cmac_test", 102, SymmetricVectors::cmac, "256-bit keys"),
        mac("hmac_sha224_test", 172, MacAlgorithm.HMAC_SHA_224),
        mac("hmac_sha256_test", 174, MacAlgorithm.HMAC_SHA_256),
        mac("hmac_sha384_test", 174, MacAlgorithm.HMAC_SHA_384),
        mac("hmac_sha512_test", 174, MacAlgorithm.HMAC_SHA_512),
        row("ecdh_secp256r1_test", 612, SecrecyVectors.ecdh(KeySpec.ECC_NIST_P256)),
        row("ecdh_secp384r1_test", 1047, SecrecyVectors.ecdh(KeySpec.ECC_NIST_P384)),
        row("ecdh_secp521r1_test", 916, SecrecyVectors.ecdh(KeySpec.ECC_NIST_P521)),
        ecdsa("ecdsa_secp256k1_sha256_test", 476, KeySpec.ECC_SECG_P256K1),
        ecdsa("ecdsa_secp256r1_sha256_test", 484, KeySpec.ECC_NIST_P256),
        ecdsa("ecdsa_secp384r1_sha384_test", 504, KeySpec.ECC_NIST_P384),
        ecdsa("ecdsa_secp521r1_sha512_test", 542, KeySpec.ECC_NIST_P521),
        ecdsa("ed25519_test", 151, KeySpec.ECC_NIST_EDWARDS25519),
        mlDsa("mldsa_44_sign_noseed_test", 67, KeySpec.ML_DSA_44),
        mlDsa("mldsa_44_sign_seed_test", 81, KeySpec.ML_DSA_44),
        mlDsa("mldsa_44_verify_test", 172, KeySpec.ML_DSA_44),
        mlDsa("mldsa_65_sign_noseed_test", 72, KeySpec.ML_DSA_65),
        mlDsa("mldsa_65_sign_seed_test", 100, KeySpec.ML_DSA_65),
        mlDsa("mldsa_65_verify_test", 202, KeySpec.ML_DSA_65),
        mlDsa("mldsa_87_sign_noseed_test", 63, KeySpec.ML_DSA_87),
        mlDsa("mldsa_87_sign_seed_test", 91, KeySpec.ML_DSA_87),
        mlDsa("mldsa_87_verify_test", 233, KeySpec.ML_DSA_87),
        row("mlkem_512_encaps_test", 261, MlKemVectors.encapsulate(KeySpec.ML_KEM_512)),
        row("mlkem_512_keygen_seed_test", 100, MlKemVectors.generate(KeySpec.ML_KEM_512)),
        row("mlkem_512_semi_expanded_decaps_test", 9, MlKemVectors.expanded(KeySpec.ML_KEM_512)),
        row("mlkem_512_test", 193, MlKemVectors.decapsulate(KeySpec.ML_KEM_512)),
        row("mlkem_768_encaps_test", 265, MlKemVectors.encapsulate(KeySpec.ML_KEM_768)),
        row("mlkem_768_keygen_seed_test", 100, MlKemVectors.generate(KeySpec.ML_KEM_768)),
        row("mlkem_768_semi_expanded_decaps_test", 9, MlKemVectors.expanded(KeySpec.ML_KEM_768)),
        row("mlkem_768_test", 193, MlKemVectors.decapsulate(KeySpec.ML_KEM_768)),
        row("mlkem_1024_encaps_test", 269, MlKemVectors.encapsulate(KeySpec.ML_KEM_1024)),
        row("mlkem_1024_keygen_seed_test", 100, MlKemVectors.generate(KeySpec.ML_KEM_1024)),
        row("mlkem_1024_semi_expanded_decaps_test", 9, MlKemVectors.expanded(KeySpec.ML_KEM_1024)),
        row("mlkem_1024_test", 193, MlKemVectors.decapsulate(KeySpec.ML_KEM_1024)),
        oaep(
            "rsa_oaep_2048_sha1_mgf1sha1_test",
            36,
            KeySpec.RSA_2048,
            EncryptionAlgorithm.RSAES_OAEP_SHA_1),
        oaep(
            "rsa_oaep_2048_sha256_mgf1sha256_test",
            37,
            KeySpec.RSA_2048,
            EncryptionAlgorithm.RSAES_OAEP_SHA_256),
        oaep(
            "rsa_oaep_3072_sha256_mgf1sha256_test",
            37,
            KeySpec.RSA_3072,
            EncryptionAlgorithm.RSAES_OAEP_SHA_256),
        oaep(
            "rsa_oaep_4096_sha256_mgf1sha256_test",
            37,
            KeySpec.RSA_4096,
            EncryptionAlgorithm.RSAES_OAEP_SHA_256),
        rsa(
            "rsa_pss_2048_sha256_mgf1_32_test",
            108,
            KeySpec.RSA_2048,
            SigningAlgorithm.RSASSA_PSS_SHA_256),
        rsa(
            "rsa_pss_3072_sha256_mgf1_32_test",
            108,
            KeySpec.RSA_3072,
            SigningAlgorithm.RSASSA_PSS_SHA_256),
        rsa(
            "rsa_pss_4096_sha512_mgf1_64_test",
            179,
            KeySpec.RSA_4096,
            SigningAlgorithm.RSASSA_PSS_SHA_512),
        rsa(
            "rsa_signature_2048_sha256_test",
            259,
            KeySpec.RSA_2048,
            SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_256),
        rsa(
            "rsa_signature_3072_sha384_test",
            259,
            KeySpec.RSA_3072,
            SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_384),
        rsa(
            "rsa_signature_4096_sha512_test",
            259,
            KeySpec.RSA_4096,
            SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_512));
  }

  @ParameterizedTest
  @MethodSource("table")
  void agrees(Row row) {
    List<Vector> vectors = Wycheproof.vectors(row.file());
    long ran = vectors.stream().filter(row.check()).count();
    RAN.addAndGet(ran);
    ALL.addAndGet(vectors.size());
    System.out.printf(
        "Wycheproof %-40s %5d of %5d  %s%n", row.file(), ran, vectors.size(), row.remark());
    assertThat(ran).isEqualTo(row.ran());
  }

  /** The launcher shows the line under the tests' results. */
  @AfterAll
  static void tell() {
    System.out.printf(
        "In the summary: Wycheproof: %,d of %,d vectors ran, each as expected; the table in"
            + " WycheproofTest says why not the others.%n",
        RAN.get(), ALL.get());
  }

  @Test
  void everyFileIsInTheTable() throws URISyntaxException {
    assertThat(Wycheproof.files())
        .containsExactlyInAnyOrderElementsOf(table().stream().map(Row::file).toList());
  }
}
