package dev.strongroom.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RootKeysTest {
  private static final byte[] AAD = "aad".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT = new byte[32];

  private static Token token;
  private static RootKeys keys;
  private static RootKey key;

  static {
    Arrays.fill(PLAINTEXT, (byte) 7);
  }

  @BeforeAll
  static void open() {
    token = TestToken.create().open();
    keys = token.rootKeys();
    key = make("one");
  }

  @AfterAll
  static void close() {
    token.close();
  }

  private static RootKey make(String label) {
    RootKeyId id = new RootKeyId(token.random(RootKeyId.LENGTH));
    keys.generate(id, label, Extractability.NEVER);
    return new RootKey(id, keys.checkValue(id));
  }

  @Test
  void opensWhatItSealed() {
    byte[] sealed = Native.seal(keys, key, AAD, PLAINTEXT);
    assertThat(sealed).hasSize(PLAINTEXT.length + RootKeys.OVERHEAD);
    assertThat(Native.open(keys, key, AAD, sealed)).isEqualTo(PLAINTEXT);
    assertThat(Native.seal(keys, key, AAD, PLAINTEXT)).isNotEqualTo(sealed);
  }

  @Test
  void refusesEveryChangedByteAndEveryTruncation() {
    byte[] sealed = Native.seal(keys, key, AAD, PLAINTEXT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x40;
      assertThatThrownBy(() -> Native.open(keys, key, AAD, changed))
          .as("byte %d", i)
          .isInstanceOf(HsmException.NotAuthentic.class);
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> Native.open(keys, key, AAD, cut))
          .as("length %d", i)
          .isInstanceOf(HsmException.NotAuthentic.class);
    }
    assertThat(Native.open(keys, key, AAD, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void refusesOtherAdditionalDataAndAnotherKey() {
    byte[] sealed = Native.seal(keys, key, AAD, PLAINTEXT);
    byte[] other = "aae".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> Native.open(keys, key, other, sealed))
        .isInstanceOf(HsmException.NotAuthentic.class);
    RootKey another = make("another");
    assertThatThrownBy(() -> Native.open(keys, another, AAD, sealed))
        .isInstanceOf(HsmException.NotAuthentic.class);
  }

  @Test
  void aKeyIsMadeInTheTokenAndNeverLeavesIt() {
    RootKeyAttributes attributes = keys.inspect(key.id());
    assertThat(attributes.label()).isEqualTo("one");
    assertThat(attributes.local()).isEqualTo(Optional.of(true));
    assertThat(attributes.alwaysSensitive()).isEqualTo(Optional.of(true));
    assertThat(attributes.neverExtractable()).isEqualTo(Optional.of(true));
    assertThatCode(() -> attributes.requireTrusted(Extractability.NEVER))
        .doesNotThrowAnyException();
  }

  @Test
  void anExtractableKeyIsNotTrustedAsOneThatNeverIs() {
    RootKeyId id = new RootKeyId(token.random(RootKeyId.LENGTH));
    keys.generate(id, "escrowed", Extractability.BY_TRUSTED_KEY);
    RootKeyAttributes attributes = keys.inspect(id);
    assertThatCode(() -> attributes.requireTrusted(Extractability.BY_TRUSTED_KEY))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> attributes.requireTrusted(Extractability.NEVER))
        .isInstanceOf(HsmException.KeyUntrusted.class);
  }

  @Test
  void generatingTwiceMakesOneKey() {
    RootKey twice = make("twice");
    byte[] sealed = Native.seal(keys, twice, AAD, PLAINTEXT);
    keys.generate(twice.id(), "twice", Extractability.NEVER);
    assertThat(keys.list().stream().filter(k -> k.id().equals(twice.id()))).hasSize(1);
    assertThat(Native.open(keys, twice, AAD, sealed)).isEqualTo(PLAINTEXT);
  }

  @Test
  void aPlantedKeyIsRefused() {
    RootKey real = make("real");
    Native.remove(token, real.id());
    keys.generate(real.id(), "planted", Extractability.NEVER);
    assertThatThrownBy(() -> Native.seal(keys, real, AAD, PLAINTEXT))
        .isInstanceOf(HsmException.KeyUntrusted.class);
    assertThatThrownBy(() -> keys.prove(real)).isInstanceOf(HsmException.KeyUntrusted.class);
    assertThatThrownBy(() -> keys.destroy(real)).isInstanceOf(HsmException.KeyUntrusted.class);
    assertThat(keys.inspect(real.id()).label()).isEqualTo("planted");
    assertThatCode(() -> keys.prove(key)).doesNotThrowAnyException();
  }

  @Test
  void aDestroyedKeyIsMissing() {
    RootKey gone = make("gone");
    Native.seal(keys, gone, AAD, PLAINTEXT);
    keys.destroy(gone);
    assertThatThrownBy(() -> Native.seal(keys, gone, AAD, PLAINTEXT))
        .isInstanceOf(HsmException.KeyMissing.class);
    assertThatCode(() -> keys.destroy(gone)).doesNotThrowAnyException();
  }

  @Test
  void emptyAdditionalDataIsRefused() {
    assertThatThrownBy(() -> Native.seal(keys, key, new byte[0], PLAINTEXT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dataObjectsAreKeptOncePerLabel() {
    byte[] value = {1, 2, 3};
    assertThat(token.data("d")).isEmpty();
    token.createData("d", value);
    token.createData("d", value);
    assertThat(token.data("d")).hasValueSatisfying(found -> assertThat(found).isEqualTo(value));
    assertThatThrownBy(() -> token.createData("d", new byte[] {4}))
        .isInstanceOf(HsmException.DataConflict.class);
  }

  @Test
  void theTokenSaysWhatItIs() {
    TokenInformation information = token.information();
    assertThat(information.isSoftHsm()).isTrue();
    assertThat(information.mechanisms()).contains("CKM_AES_GCM", "CKM_AES_KEY_GEN");
    assertThat(information.inOneLine()).contains("SoftHSM");
    assertThat(token.isReachable()).isTrue();
    assertThat(token.random(32)).hasSize(32).isNotEqualTo(token.random(32));
  }
}
