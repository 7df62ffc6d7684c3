package dev.strongroom.domain.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void anAccountIdKeepsItsLeadingZeros() {
    assertThat(AccountId.parse("000000000012").number()).isEqualTo(12);
    assertThat(new AccountId(12)).hasToString("000000000012");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345678901",
        "1234567890123",
        "12345678901a",
        "\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
      })
  void nothingElseIsAnAccountId(String text) {
    assertThat(AccountId.isAccountId(text)).isFalse();
    assertThatThrownBy(() -> AccountId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keyIdsHaveTwoForms() {
    UUID uuid = UUID.fromString("1234abcd-12ab-34cd-56ef-1234567890ab");
    KeyId single = KeyId.parse(uuid.toString());
    KeyId multi = KeyId.parse("mrk-1234abcd12ab34cd56ef1234567890ab");
    assertThat(single).isEqualTo(new KeyId(uuid, false)).hasToString(uuid.toString());
    assertThat(multi)
        .isEqualTo(new KeyId(uuid, true))
        .hasToString("mrk-1234abcd12ab34cd56ef1234567890ab");
    assertThat(KeyId.parse(new KeyId(new UUID(1, -1), true).toString()))
        .isEqualTo(new KeyId(new UUID(1, -1), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234ABCD-12ab-34cd-56ef-1234567890ab",
        "mrk-1234",
        "1-2-3-4-5",
        "mrk-",
        "",
        "1234abcd-12ab-34cd-56ef-1234567890aG",
        "1234abcd-12ab-34cd-56ef01234567890ab",
        "1234abcd-12ab-34cd-56ef-1234567890abc",
        "mrk-1234abcd12ab34cd56ef1234567890aB",
        "MRK-1234abcd12ab34cd56ef1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890-b"
      })
  void nothingElseIsAKeyId(String text) {
    assertThat(KeyId.isKeyId(text)).isFalse();
  }

  @Test
  void arnsAreReadAsTheyAreWritten() {
    String key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    assertThat(KeyArn.parse(key)).hasValueSatisfying(arn -> assertThat(arn).hasToString(key));
    String alias = "arn:aws-cn:kms:cn-north-1:111122223333:alias/a/b:c";
    assertThat(AliasArn.parse(alias)).hasValueSatisfying(arn -> assertThat(arn).hasToString(alias));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kms:us-east-1:111122223333:key/",
        "arn:aws:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1::key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:US-EAST-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab/x",
        "arn:aws:iam:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      })
  void nothingElseIsAKeyArn(String text) {
    assertThat(KeyArn.parse(text)).isEmpty();
  }

  @Test
  void reservedAliasesAreKnown() {
    assertThat(new AliasName("alias/aws/s3").isReserved()).isTrue();
    assertThat(new AliasName("alias/awsome").isReserved()).isFalse();
    assertThat(AliasName.isAliasName("alias/" + "x".repeat(250))).isTrue();
    assertThat(AliasName.isAliasName("alias/" + "x".repeat(251))).isFalse();
  }

  @Test
  void thePartitionFollowsFromTheRegion() {
    assertThat(new Region("us-gov-west-1").partition()).isEqualTo("aws-us-gov");
    assertThat(new Region("cn-north-1").partition()).isEqualTo("aws-cn");
    assertThat(new Region("eu-central-1").partition()).isEqualTo("aws");
  }

  @Test
  void aMaterialIdIs64HexadecimalDigits() {
    String hex = "0123456789abcdef".repeat(4);
    MaterialId id = MaterialId.parse(hex);
    assertThat(id.bytes()).hasSize(MaterialId.LENGTH);
    assertThat(MaterialId.of(id.bytes())).isEqualTo(id);
    assertThat(id.first128()).isEqualTo(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
    assertThat(MaterialId.isMaterialId(hex.toUpperCase(java.util.Locale.ROOT))).isFalse();
  }
}
