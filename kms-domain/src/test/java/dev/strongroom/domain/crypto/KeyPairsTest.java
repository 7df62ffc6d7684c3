package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.domain.algorithm.KeySpec;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class KeyPairsTest {
  static Stream<KeySpec> specs() {
    return Pairs.specs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void twoPairsDiffer(KeySpec spec) {
    try (KeyPairMaterial other = Pairs.KEY_PAIRS.generate(spec)) {
      assertThat(other.publicKey()).isNotEqualTo(Pairs.of(spec).publicKey());
      assertThat(Pairs.privateKey(other)).isNotEqualTo(Pairs.privateKey(Pairs.of(spec)));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void bothHalvesAreDerAndNameTheirAlgorithm(KeySpec spec) throws Exception {
    byte[] pkcs8 = Pairs.privateKey(Pairs.of(spec));
    byte[] spki = Pairs.of(spec).publicKey();
    for (byte[] half : new byte[][] {pkcs8, spki}) {
      assertThat(ASN1Primitive.fromByteArray(half).getEncoded("DER")).isEqualTo(half);
    }
    assertThat(PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm())
        .isEqualTo(SubjectPublicKeyInfo.getInstance(spki).getAlgorithm())
        .isEqualTo(KeyForms.algorithm(spec));
  }

  /** The lengths are those of OpenSSL's and AWS-LC's encodings. */
  @ParameterizedTest
  @CsvSource({
    "ECC_NIST_P256, 138, 91, 06082a8648ce3d030107",
    "ECC_NIST_P384, 185, 120, 06052b81040022",
    "ECC_NIST_P521, 241, 158, 06052b81040023",
    "ECC_SECG_P256K1, 135, 88, 06052b8104000a",
    "SM2, 138, 91, 06082a811ccf5501822d"
  })
  void curvesAreNamedAndPointsUncompressed(KeySpec spec, int pkcs8, int spki, String name)
      throws Exception {
    byte[] privateKey = Pairs.privateKey(Pairs.of(spec));
    byte[] publicKey = Pairs.of(spec).publicKey();
    assertThat(privateKey).hasSize(pkcs8);
    assertThat(publicKey).hasSize(spki);
    assertThat(HexFormat.of().formatHex(privateKey)).containsOnlyOnce(name);
    assertThat(HexFormat.of().formatHex(publicKey)).containsOnlyOnce(name);

    byte[] point = SubjectPublicKeyInfo.getInstance(publicKey).getPublicKeyData().getOctets();
    assertThat(point[0]).isEqualTo((byte) 4);
    ECPrivateKey inner =
        ECPrivateKey.getInstance(PrivateKeyInfo.getInstance(privateKey).parsePrivateKey());
    assertThat(inner.getPublicKey().getOctets()).isEqualTo(point);
    assertThat(inner.getParametersObject()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "RSA_3072", "RSA_4096"})
  void rsaHasItsSizeAndTheExponent65537(KeySpec spec) throws Exception {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) OtherProviders.privateKey(spec);
    assertThat(key.getModulus().bitLength()).isEqualTo(spec.size());
    assertThat(key.getPublicExponent()).isEqualTo(BigInteger.valueOf(65_537));
    assertThat(key.getPrimeP().bitLength()).isEqualTo(spec.size() / 2);
  }

  /** RFC 9935: a seed, of the same length for all, which Bouncy Castle expands to the same pair. */
  @ParameterizedTest
  @EnumSource(names = {"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void mlKemPrivateKeysAreSeeds(KeySpec spec) throws Exception {
    byte[] pkcs8 = Pairs.privateKey(Pairs.of(spec));
    assertThat(pkcs8).hasSize(86);
    assertThat(HexFormat.of().formatHex(pkcs8, 18, 22)).isEqualTo("04428040");
    assertThat(OtherProviders.privateKey(spec).getEncoded()).isEqualTo(pkcs8);
    byte[] seed = Arrays.copyOfRange(pkcs8, 22, 86);
    assertThat(new MlKemSeed(spec, seed).publicKey()).isEqualTo(Pairs.of(spec).publicKey());
  }

  /** OpenSSL 3.0 knows neither ML-DSA nor ML-KEM. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_NONE,
      names = {"ML_.*", "HMAC_.*", "SYMMETRIC_DEFAULT"})
  void openSslReadsBothHalvesAndFindsThemToBelongTogether(KeySpec spec) throws Exception {
    try (OpenSsl openSsl = OpenSsl.assumed()) {
      String privateKey = openSsl.file("key.der", Pairs.privateKey(Pairs.of(spec)));
      String publicKey = openSsl.file("public.der", Pairs.of(spec).publicKey());
      assertThat(openSsl.run("pkey", "-in", privateKey, "-inform", "DER", "-pubout"))
          .isEqualTo(openSsl.run("pkey", "-pubin", "-in", publicKey, "-inform", "DER", "-pubout"));
      openSsl.run("pkey", "-in", privateKey, "-inform", "DER", "-noout", "-check");
    }
  }

  @Test
  void symmetricSpecsHaveNoPairs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pairs.KEY_PAIRS.generate(KeySpec.SYMMETRIC_DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pairs.KEY_PAIRS.generate(KeySpec.HMAC_224));
  }
}
