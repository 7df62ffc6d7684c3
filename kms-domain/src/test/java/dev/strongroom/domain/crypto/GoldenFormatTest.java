package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written once must open for ever; the files come from a second implementation. */
class GoldenFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"blob-v1-plain", "blob-v1-context", "blob-v1-multi-region"})
  void opensAndRemakesTheGoldenBlob(String name) throws Exception {
    GoldenFile golden = GoldenFile.read(name);
    KeyId keyId = KeyId.parse(golden.text("key_id"));
    AccountId account = AccountId.parse(golden.text("account"));
    MaterialId materialId = MaterialId.parse(golden.text("material_id"));
    EncryptionContext context = golden.context();
    CiphertextBlob blob = CiphertextBlob.parse(golden.bytes("blob"));

    assertThat(context.canonical()).isEqualTo(golden.bytes("canonical"));
    assertThat(blob.account()).isEqualTo(account);
    assertThat(blob.keyId()).isEqualTo(keyId);
    assertThat(blob.material()).isEqualTo(materialId.first128());
    assertThat(blob.salt()).isEqualTo(golden.bytes("salt"));
    assertThat(blob.iv()).isEqualTo(golden.bytes("iv"));
    assertThat(blob.commitment()).isEqualTo(golden.bytes("commitment"));
    try (SecretBytes material = golden.secret("material");
        SymmetricKey key = SymmetricKey.derive(material, account, keyId, materialId)) {
      assertThat(key.decrypt(blob, context)).isEqualTo(golden.bytes("plaintext"));
      assertThat(key.encrypt(golden.bytes("plaintext"), context, golden.random()))
          .isEqualTo(golden.bytes("blob"));
    }
  }

  @Test
  void derivesTheGoldenKeys() {
    GoldenFile golden = GoldenFile.read("blob-v1-plain");
    byte[] blob = golden.bytes("blob");
    byte[] scope = new byte[6 + 16 + 32];
    System.arraycopy(blob, 2, scope, 0, 6);
    System.arraycopy(blob, 9, scope, 6, 16);
    System.arraycopy(golden.bytes("material_id"), 0, scope, 22, 32);

    byte[] kdk = new byte[32];
    CounterKdf.cmac(
        golden.bytes("material"), "strongroom.kdk.v1", concat("blob".getBytes(), scope), kdk, 0);
    assertThat(kdk).isEqualTo(golden.bytes("kdk.blob"));

    byte[] bound = concat(Arrays.copyOf(blob, 57), Digests.sha256(golden.bytes("canonical")));
    assertThat(CounterKdf.hmac(kdk, 0, 32, 2, "strongroom.v1", bound))
        .isEqualTo(concat(golden.bytes("message_key"), golden.bytes("commitment")));

    CounterKdf.cmac(
        golden.bytes("material"), "strongroom.kdk.v1", concat("hedge".getBytes(), scope), kdk, 0);
    assertThat(kdk).isEqualTo(golden.bytes("kdk.hedge"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-v1-session", "token-v1-marker"})
  void opensAndRemakesTheGoldenToken(String name) throws Exception {
    GoldenFile golden = GoldenFile.read(name);
    TokenContext context =
        new TokenContext(
            UUID.fromString(golden.text("deployment")),
            AccountId.parse(golden.text("account")),
            Arrays.stream(SealingPurpose.values())
                .filter(purpose -> purpose.label().equals(golden.text("purpose")))
                .findFirst()
                .orElseThrow(),
            golden.number("key_version"),
            golden.bytes("binding"));
    try (SecretBytes key = golden.secret("sealing_key")) {
      assertThat(TokenSealer.keyVersionOf(golden.bytes("token"))).isEqualTo(context.keyVersion());
      assertThat(TokenSealer.open(key, context, golden.bytes("token")))
          .isEqualTo(golden.bytes("plaintext"));
      assertThat(TokenSealer.seal(key, context, golden.bytes("plaintext"), golden.random()))
          .isEqualTo(golden.bytes("token"));
    }
  }

  @Test
  void writesTheGoldenWrapContexts() {
    GoldenFile golden = GoldenFile.read("wrap-v1");
    UUID deployment = UUID.fromString(golden.text("deployment"));
    AccountId account = AccountId.parse(golden.text("account"));
    int rootVersion = golden.number("root_version");

    WrapContext material =
        WrapContext.material(
            deployment,
            account,
            rootVersion,
            KeyId.parse(golden.text("key_id")),
            MaterialId.parse(golden.text("material_id")),
            golden.text("key_spec"),
            golden.text("key_usage"),
            golden.text("origin"));
    assertThat(material.encoded()).isEqualTo(golden.bytes("material"));

    WrapContext sealingKey =
        WrapContext.sealingKey(
            deployment, account, rootVersion, golden.text("purpose"), golden.number("version"));
    assertThat(sealingKey.encoded()).isEqualTo(golden.bytes("sealing_key"));
  }

  @Test
  void makesTheGoldenRowSeal() {
    GoldenFile golden = GoldenFile.read("seal-v1");
    SealedFields fields =
        SealedFields.of(
                "kms_key",
                List.of("us-east-1", "6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"),
                new AccountId(111122223333L),
                12)
            .text("state", "Enabled")
            .text("description", "")
            .text("custom_key_store", null)
            .number("deletion_window", 30L)
            .number("valid_to", null)
            .bytes("policy_hash", new byte[] {0, -1, 16})
            .flag("multi_region", true);
    assertThat(fields.encoded()).isEqualTo(golden.bytes("encoded"));
    try (SecretBytes key = golden.secret("integrity_key")) {
      assertThat(RowSeal.of(key, fields)).isEqualTo(golden.bytes("seal"));
      assertThat(RowSeal.verify(key, fields, golden.bytes("seal"))).isTrue();
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
