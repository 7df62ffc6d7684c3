package dev.strongroom.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the families against the rows of the developer guide's key state table. */
class StateRuleTest {
  private static final KeyArn KEY =
      new KeyArn(
          Region.US_EAST_1, AccountId.parse("111122223333"), new KeyId(new UUID(1, 2), false));

  private static ErrorCode refusal(StateRule rule, KeyState state) {
    return catchThrowableOfType(KmsException.class, () -> rule.check(KEY, state)).code();
  }

  @Test
  void cryptographyNeedsAnEnabledOrUpdatingKey() {
    assertThatCode(() -> StateRule.CRYPTOGRAPHIC.check(KEY, KeyState.ENABLED))
        .doesNotThrowAnyException();
    assertThatCode(() -> StateRule.CRYPTOGRAPHIC.check(KEY, KeyState.UPDATING))
        .doesNotThrowAnyException();
    assertThat(refusal(StateRule.CRYPTOGRAPHIC, KeyState.DISABLED)).isEqualTo(ErrorCode.DISABLED);
    for (KeyState state :
        EnumSet.complementOf(EnumSet.of(KeyState.ENABLED, KeyState.UPDATING, KeyState.DISABLED))) {
      assertThat(refusal(StateRule.CRYPTOGRAPHIC, state)).isEqualTo(ErrorCode.INVALID_STATE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyState.class,
      names = {
        "CREATING",
        "PENDING_DELETION",
        "PENDING_IMPORT",
        "PENDING_REPLICA_DELETION",
        "UPDATING"
      })
  void switchingIsRefusedWhileTheKeyIsInTransition(KeyState state) {
    assertThat(refusal(StateRule.SWITCHING, state)).isEqualTo(ErrorCode.INVALID_STATE);
  }

  @ParameterizedTest
  @EnumSource(KeyState.class)
  void anyStateIsDescribed(KeyState state) {
    assertThatCode(() -> StateRule.ANY.check(KEY, state)).doesNotThrowAnyException();
  }

  @Test
  void aKeyThatIsBeingDeletedGetsNoAlias() {
    assertThat(refusal(StateRule.NOT_BEING_DELETED, KeyState.PENDING_DELETION))
        .isEqualTo(ErrorCode.INVALID_STATE);
    assertThatCode(() -> StateRule.NOT_BEING_DELETED.check(KEY, KeyState.DISABLED))
        .doesNotThrowAnyException();
  }

  @Test
  void theMessageSaysWhatTerraformWaitsFor() {
    KmsException refused =
        catchThrowableOfType(
            KmsException.class,
            () -> StateRule.CRYPTOGRAPHIC.check(KEY, KeyState.PENDING_DELETION));
    assertThat(refused).hasMessage(KEY + " is pending deletion.");
  }
}
