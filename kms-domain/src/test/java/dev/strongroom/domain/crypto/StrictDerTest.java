package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One signature and one ciphertext have one encoding. */
class StrictDerTest {
  private static final BigInteger ORDER = BigInteger.valueOf(0x7fff);

  @ParameterizedTest
  @ValueSource(strings = {"3006020101020101", "300802027ffe02027ffe"})
  void readsTwoNumbersBelowTheOrder(String der) {
    assertThat(isDer(der)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3000",
        "3003020101",
        "3006020100020101",
        "3006020101020100",
        "30060201ff020101",
        "300702027fff020101",
        "300702020001020101",
        "30810602010102010100",
        "308106020101020101",
        "3080020101020101",
        "30800201010201010000",
        "300602010102010100",
        "3009020101020101020101",
        "3106020101020101",
        "3006020101040101",
        "30840000000602010102010100"
      })
  void refusesEverythingElse(String bytes) {
    assertThat(isDer(bytes)).isFalse();
  }

  private static boolean isDer(String hex) {
    return StrictDsaEncoding.isDer(ORDER, HexFormat.of().parseHex(hex));
  }

  @Test
  void sm2CiphertextsHaveOneEncoding() throws Exception {
    AsymmetricKey key = Pairs.open(KeySpec.SM2, Jca.preferred());
    byte[] der = key.encrypt(EncryptionAlgorithm.SM2PKE, new byte[] {1, 2, 3});
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    assertThat(new DERSequence(parts.toArray()).getEncoded()).isEqualTo(der);
    assertThat(key.decrypt(EncryptionAlgorithm.SM2PKE, der)).containsExactly(1, 2, 3);

    ASN1Encodable[] more = Arrays.copyOf(parts.toArray(), 5);
    more[4] = DERNull.INSTANCE;
    ASN1Encodable[] beyond = parts.toArray();
    BigInteger p = Sm2Keys.CURVE.getCurve().getField().getCharacteristic();
    beyond[0] = new ASN1Integer(ASN1Integer.getInstance(beyond[0]).getValue().add(p));
    ASN1Encodable[] shortHash = parts.toArray();
    byte[] hash = ASN1OctetString.getInstance(shortHash[2]).getOctets();
    shortHash[2] = new DEROctetString(Arrays.copyOf(hash, 31));
    for (byte[] bad :
        new byte[][] {
          new BERSequence(parts.toArray()).getEncoded(),
          new DERSequence(more).getEncoded(),
          new DERSequence(beyond).getEncoded(),
          new DERSequence(shortHash).getEncoded(),
          new DERSequence(Arrays.copyOf(parts.toArray(), 3)).getEncoded(),
          Sm2Ciphertext.ofDer(der).concatenation()
        }) {
      assertThatExceptionOfType(NotAuthenticException.class)
          .as(HexFormat.of().formatHex(bad))
          .isThrownBy(() -> key.decrypt(EncryptionAlgorithm.SM2PKE, bad));
    }
  }
}
