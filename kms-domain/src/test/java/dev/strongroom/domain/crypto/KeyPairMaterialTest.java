package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairMaterialTest {
  private static final byte[] PRIVATE = {1, 2, 3};
  private static final byte[] PUBLIC = {4, 5};

  @Test
  void hasTheDocumentedForm() {
    try (KeyPairMaterial pair = new KeyPairMaterial(SecretBytes.copyOf(PRIVATE), PUBLIC);
        SecretBytes encoded = pair.encoded()) {
      assertThat(hex(encoded)).isEqualTo("01" + "00000003" + "010203" + "0405");
      assertThat(pair.privateKey().isClosed()).isFalse();
    }
  }

  @Test
  void readsWhatItWrote() {
    try (KeyPairMaterial pair = new KeyPairMaterial(SecretBytes.copyOf(PRIVATE), PUBLIC);
        SecretBytes encoded = pair.encoded();
        KeyPairMaterial read = KeyPairMaterial.decode(encoded)) {
      assertThat(hex(read.privateKey())).isEqualTo("010203");
      assertThat(read.publicKey()).isEqualTo(PUBLIC);
      assertThat(encoded.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "0100000001",
        "020000000101" + "04",
        "000000000101" + "04",
        "010000000001" + "04",
        "0100000002" + "0104",
        "0100000003" + "0104",
        "017fffffff" + "0104",
        "01ffffffff" + "0104",
        "0180000000" + "0104"
      })
  void refusesAnythingElse(String encoded) {
    try (SecretBytes bytes = SecretBytes.copyOf(HexFormat.of().parseHex(encoded))) {
      assertThatIllegalArgumentException().isThrownBy(() -> KeyPairMaterial.decode(bytes));
    }
  }

  @Test
  void closingForbidsThePrivateKey() {
    KeyPairMaterial pair = new KeyPairMaterial(SecretBytes.copyOf(PRIVATE), PUBLIC);
    pair.close();
    assertThatIllegalStateException().isThrownBy(pair::encoded);
    assertThat(pair.toString()).contains("redacted");
  }

  private static String hex(SecretBytes bytes) {
    try (SecretBytes.Lease lease = bytes.lease()) {
      return HexFormat.of().formatHex(lease.segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
