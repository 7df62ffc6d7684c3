package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** A database administrator writes into rows: each is refused, audited, and harms no other key. */
class TamperingTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("secret");
  private static final String INTERNAL = "KMSInternalException";

  private final JdbcClient superuser = FrontDoor.shared().superuser();
  private FrontDoor.TestAccount account;
  private KmsClient kms;
  private UUID key;
  private UUID untouched;

  @BeforeEach
  void makeTwoKeys() {
    account = FrontDoor.shared().newAccount();
    kms = account.kms();
    key = UUID.fromString(kms.createKey().keyMetadata().keyId());
    untouched = UUID.fromString(kms.createKey().keyMetadata().keyId());
    encrypt(key);
    encrypt(untouched);
  }

  private SdkBytes encrypt(UUID id) {
    return kms.encrypt(r -> r.keyId(id.toString()).plaintext(PLAINTEXT)).ciphertextBlob();
  }

  private void refusesButServesTheOther() {
    assertThat(codeOf(() -> encrypt(key))).isEqualTo(INTERNAL);
    assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypt(untouched))).plaintext())
        .isEqualTo(PLAINTEXT);
    assertThat(account.events())
        .anySatisfy(
            event -> {
              assertThat(event.path("eventName").asString()).isEqualTo("Encrypt");
              assertThat(event.path("errorCode").asString("")).isEqualTo(INTERNAL);
            });
  }

  @Test
  void aFlippedByteOfAWrappedKeyIsRefused() {
    superuser
        .sql(
            """
            UPDATE key_material SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)
            WHERE key_id = ?
            """)
        .param(key)
        .update();
    refusesButServesTheOther();
  }

  @Test
  void swappedWrappedKeysAreRefused() {
    superuser
        .sql(
            """
            UPDATE key_material m SET wrapped = other.wrapped FROM key_material other
            WHERE (m.key_id = :one AND other.key_id = :two) OR (m.key_id = :two AND other.key_id = :one)
            """)
        .param("one", key)
        .param("two", untouched)
        .update();
    assertThat(codeOf(() -> encrypt(key))).isEqualTo(INTERNAL);
    assertThat(codeOf(() -> encrypt(untouched))).isEqualTo(INTERNAL);
    UUID third = UUID.fromString(kms.createKey().keyMetadata().keyId());
    assertThat(kms.decrypt(r -> r.ciphertextBlob(encrypt(third))).plaintext()).isEqualTo(PLAINTEXT);
  }

  @Test
  void aDisabledKeySetToEnabledByHandIsRefused() {
    kms.disableKey(r -> r.keyId(key.toString()));
    superuser.sql("UPDATE kms_key SET state = 'ENABLED' WHERE key_id = ?").param(key).update();
    refusesButServesTheOther();
    assertThat(codeOf(() -> kms.enableKey(r -> r.keyId(key.toString())))).isEqualTo(INTERNAL);
    assertThat(codeOf(() -> kms.describeKey(r -> r.keyId(key.toString())))).isEqualTo(INTERNAL);
  }

  @Test
  void anOlderVersionOfARowIsRefusedUnderTheNewerPolicy() {
    superuser.sql("UPDATE key_policy SET document = '{}' WHERE key_id = ?").param(key).update();
    refusesButServesTheOther();
  }

  @Test
  void anAliasPointedElsewhereByHandIsRefused() {
    kms.createAlias(r -> r.aliasName("alias/tampered").targetKeyId(key.toString()));
    superuser
        .sql("UPDATE alias SET key_id = ? WHERE account_id = ? AND alias_name = 'alias/tampered'")
        .params(untouched, Long.parseLong(account.id()))
        .update();
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId("alias/tampered").plaintext(PLAINTEXT))))
        .isEqualTo(INTERNAL);
    assertThat(encrypt(untouched)).isNotNull();
  }

  @Test
  void aCopyOfAnAccessKeyUnderAnotherAccountIsNoCredential() {
    FrontDoor.TestAccount victim = FrontDoor.shared().newAccount();
    superuser
        .sql(
            """
            INSERT INTO access_key
            SELECT ?, access_key_id, principal, status, sealed_secret, created_at, row_version, seal
            FROM access_key WHERE access_key_id = ?
            """)
        .params(Long.parseLong(victim.id()), account.accessKeyId())
        .update();
    // With both rows there, the key still speaks for its own account, and for that alone.
    assertThat(account.sts().getCallerIdentity().account()).isEqualTo(account.id());
    superuser
        .sql("DELETE FROM access_key WHERE access_key_id = ? AND account_id = ?")
        .params(account.accessKeyId(), Long.parseLong(account.id()))
        .update();
    assertThat(codeOf(() -> kms.listKeys())).isEqualTo("UnrecognizedClientException");
    assertThat(victim.kms().listKeys().keys()).isEmpty();
  }

  @Test
  void aRevivedAccessKeyIsNoCredential() {
    superuser
        .sql("UPDATE access_key SET status = 'Inactive' WHERE access_key_id = ?")
        .param(account.accessKeyId())
        .update();
    assertThat(codeOf(() -> kms.listKeys())).isEqualTo("UnrecognizedClientException");
  }
}
