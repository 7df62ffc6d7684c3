package dev.strongroom.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReferenceTest {
  private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

  @Test
  void tellsTheFourFormsApart() {
    assertThat(KeyReference.parse(ID)).isInstanceOf(KeyReference.ById.class);
    assertThat(KeyReference.parse("alias/app")).isInstanceOf(KeyReference.ByAlias.class);
    assertThat(KeyReference.parse("arn:aws:kms:us-east-1:111122223333:key/" + ID))
        .isInstanceOf(KeyReference.ByArn.class);
    assertThat(KeyReference.parse("arn:aws:kms:us-east-1:111122223333:alias/app"))
        .isInstanceOf(KeyReference.ByAliasArn.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"foo", "1234ABCD-12AB-34CD-56EF-1234567890AB", "alias/", "alias/a b", " "})
  void nothingElseNamesAKey(String text) {
    KmsException refused = catchThrowableOfType(KmsException.class, () -> KeyReference.parse(text));
    assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kms:us-east-1:111122223333:key/foo",
        "arn:aws:s3:::bucket",
        "arn:aws-cn:kms:us-east-1:111122223333:key/" + ID,
        "arn:aws:kms:us-east-1:11112222333:key/" + ID,
        "arn:"
      })
  void aMalformedArnIsAnInvalidArn(String text) {
    KmsException refused = catchThrowableOfType(KmsException.class, () -> KeyReference.parse(text));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARN);
  }
}
