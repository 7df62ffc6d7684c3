package dev.strongroom.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.algorithm.DataKeySpec;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestValidatorTest {

  record Inner(@NotNull @Size(min = 1, max = 3) @Nullable String tagKey) {}

  record Request(
      @NotNull @Size(min = 1, max = 5) @Nullable String keyId,
      @Sensitive @Size(min = 1, max = 2) byte @Nullable [] plaintext,
      @Min(1) @Max(10) @Nullable Integer limit,
      @Pattern(regexp = "[a-z]*") @Nullable String marker,
      @AllowedValues(DataKeySpec.class) @Nullable String keySpec,
      @Size(max = 1) @Nullable List<@Size(min = 1, max = 2) String> grantTokens,
      @Nullable List<Inner> tags) {}

  private static final Request GOOD =
      new Request("k", new byte[] {1}, 1, "abc", "AES_256", List.of("t"), List.of(new Inner("a")));

  private static String message(Request request) {
    KmsException refused =
        catchThrowableOfType(KmsException.class, () -> RequestValidator.validate(request));
    assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION);
    return String.valueOf(refused.getMessage());
  }

  @Test
  void acceptsARequestWithinAllConstraints() {
    assertThatCode(() -> RequestValidator.validate(GOOD)).doesNotThrowAnyException();
  }

  @Test
  void acceptsAbsentMembersThatAreNotRequired() {
    Request sparse = new Request("k", null, null, null, null, null, null);
    assertThatCode(() -> RequestValidator.validate(sparse)).doesNotThrowAnyException();
  }

  @Test
  void wordsAMissingMemberAsAwsDoes() {
    assertThat(message(new Request(null, null, null, null, null, null, null)))
        .isEqualTo(
            "1 validation error detected: Value null at 'keyId' failed to satisfy constraint:"
                + " Member must not be null");
  }

  @Test
  void saysOfAMissingSensitiveMemberNotEvenThatItIsNull() {
    record Secret(
        @NotNull @Sensitive byte @Nullable [] plaintext, @NotNull byte @Nullable [] blob) {}
    KmsException refused =
        catchThrowableOfType(
            KmsException.class, () -> RequestValidator.validate(new Secret(null, null)));
    assertThat(refused)
        .hasMessage(
            "2 validation errors detected: Value at 'plaintext' failed to satisfy constraint:"
                + " Member must not be null; Value null at 'blob' failed to satisfy constraint:"
                + " Member must not be null");
  }

  @Test
  void listsSeveralViolationsInMemberOrder() {
    assertThat(message(new Request("", null, 11, null, "AES_512", null, null)))
        .isEqualTo(
            "3 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member"
                + " must have length greater than or equal to 1; Value '11' at 'limit' failed to"
                + " satisfy constraint: Member must have value less than or equal to 10; Value"
                + " 'AES_512' at 'keySpec' failed to satisfy constraint: Member must satisfy enum"
                + " value set: [AES_256, AES_128]");
  }

  @Test
  void neverEchoesASensitiveValue() {
    String text =
        message(new Request("k", new byte[] {104, 105, 106}, null, null, null, null, null));
    assertThat(text)
        .isEqualTo(
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member"
                + " must have length less than or equal to 2");
  }

  @Test
  void checksElementsOfListsAndNestedRecords() {
    assertThat(
            message(
                new Request(
                    "k", null, null, null, null, List.of("abc"), List.of(new Inner("abcd")))))
        .contains("Value 'abc' at 'grantTokens.1.member' failed")
        .contains("Value 'abcd' at 'tags.1.member.tagKey' failed");
  }

  @Test
  void countsCharactersAndNotCodeUnits() {
    String fiveBeyondTheBasicPlane = "\uD83D\uDD11".repeat(5);
    assertThatCode(
            () ->
                RequestValidator.validate(
                    new Request(fiveBeyondTheBasicPlane, null, null, null, null, null, null)))
        .doesNotThrowAnyException();
  }

  @Test
  void countsAllViolationsAndTellsTheFirst50() {
    List<String> wrong = java.util.Collections.nCopies(100_000, "");
    assertThat(message(new Request("k", null, null, null, null, wrong, null)))
        .startsWith("100001 validation errors detected: ")
        .contains("'grantTokens.49.member'")
        .doesNotContain("'grantTokens.50.member'");
  }

  @Test
  void shortensALongEcho() {
    assertThat(message(new Request("x".repeat(5000), null, null, null, null, null, null)))
        .hasSizeLessThan(500);
  }
}
