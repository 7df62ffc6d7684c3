package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** One tenant never reaches, sees or tells apart what another has. */
class TenancyTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("secret");

  private static FrontDoor.TestAccount owner;
  private static KmsClient stranger;
  private static String keyArn;
  private static String aliasArn;

  @BeforeAll
  static void makeTwoTenants() {
    owner = FrontDoor.shared().newAccount();
    stranger = FrontDoor.shared().newAccount().kms();
    keyArn = owner.kms().createKey().keyMetadata().arn();
    owner.kms().createAlias(r -> r.aliasName("alias/owned").targetKeyId(keyArn));
    aliasArn = keyArn.replaceFirst("key/.*", "alias/owned");
  }

  @Test
  void aForeignKeyIsDeniedWhetherItExistsOrNot() {
    String missing = keyArn.replaceFirst("key/.*", "key/" + UUID.randomUUID());
    for (String arn : new String[] {keyArn, missing}) {
      assertThat(
              errorOf(() -> stranger.encrypt(r -> r.keyId(arn).plaintext(PLAINTEXT)))
                  .awsErrorDetails()
                  .errorMessage()
                  .replace(arn, "ARN"))
          .isEqualTo(
              errorOf(() -> stranger.encrypt(r -> r.keyId(keyArn).plaintext(PLAINTEXT)))
                  .awsErrorDetails()
                  .errorMessage()
                  .replace(keyArn, "ARN"));
      assertThat(codeOf(() -> stranger.encrypt(r -> r.keyId(arn).plaintext(PLAINTEXT))))
          .isEqualTo("AccessDeniedException");
      assertThat(codeOf(() -> stranger.describeKey(r -> r.keyId(arn))))
          .isEqualTo("AccessDeniedException");
      assertThat(codeOf(() -> stranger.disableKey(r -> r.keyId(arn))))
          .isEqualTo("AccessDeniedException");
      assertThat(codeOf(() -> stranger.listAliases(r -> r.keyId(arn))))
          .isEqualTo("AccessDeniedException");
      assertThat(
              codeOf(() -> stranger.createAlias(r -> r.aliasName("alias/mine").targetKeyId(arn))))
          .isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void aForeignAliasIsDeniedWhetherItExistsOrNotAndHidesItsTarget() {
    String missing = aliasArn + "-none";
    String existing =
        errorOf(() -> stranger.encrypt(r -> r.keyId(aliasArn).plaintext(PLAINTEXT)))
            .awsErrorDetails()
            .errorMessage();
    String absent =
        errorOf(() -> stranger.encrypt(r -> r.keyId(missing).plaintext(PLAINTEXT)))
            .awsErrorDetails()
            .errorMessage();
    assertThat(existing).doesNotContain(keyArn);
    assertThat(existing.replace(aliasArn, "ALIAS")).isEqualTo(absent.replace(missing, "ALIAS"));
  }

  @Test
  void aForeignCiphertextIsDeniedLikeAnUnknownOne() {
    SdkBytes blob = owner.kms().encrypt(r -> r.keyId(keyArn).plaintext(PLAINTEXT)).ciphertextBlob();
    byte[] otherKey = blob.asByteArray();
    otherKey[12] ^= 1;
    String refused =
        errorOf(() -> stranger.decrypt(r -> r.ciphertextBlob(blob)))
            .awsErrorDetails()
            .errorMessage();
    String unknown =
        errorOf(() -> stranger.decrypt(r -> r.ciphertextBlob(SdkBytes.fromByteArray(otherKey))))
            .awsErrorDetails()
            .errorMessage();
    assertThat(refused).isEqualTo(unknown);
    assertThat(codeOf(() -> stranger.decrypt(r -> r.ciphertextBlob(blob))))
        .isEqualTo("AccessDeniedException");
    // A bare key id is looked for where the ciphertext points.
    String bareId = keyArn.replaceFirst(".*key/", "");
    assertThat(codeOf(() -> stranger.decrypt(r -> r.ciphertextBlob(blob).keyId(bareId))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void listsShowOnesOwnAlone() {
    assertThat(stranger.listKeys().keys()).isEmpty();
    assertThat(stranger.listAliases().aliases()).isEmpty();
  }

  @Test
  void anotherRegionsArnIsNotFound() {
    assertThat(
            codeOf(
                () ->
                    owner
                        .kms()
                        .describeKey(r -> r.keyId(keyArn.replace("us-east-1", "eu-west-1")))))
        .isEqualTo("NotFoundException");
  }

  @Test
  void aKeyBelongsToItsRegion() {
    KmsClient elsewhere = owner.kms(FrontDoor.OTHER_REGION);
    String bareId = keyArn.replaceFirst(".*key/", "");
    assertThat(codeOf(() -> elsewhere.describeKey(r -> r.keyId(bareId))))
        .isEqualTo("NotFoundException");
    SdkBytes blob = owner.kms().encrypt(r -> r.keyId(keyArn).plaintext(PLAINTEXT)).ciphertextBlob();
    assertThat(codeOf(() -> elsewhere.decrypt(r -> r.ciphertextBlob(blob))))
        .isEqualTo("AccessDeniedException");
    assertThat(elsewhere.createKey().keyMetadata().arn())
        .contains(":" + FrontDoor.OTHER_REGION + ":");
  }
}
