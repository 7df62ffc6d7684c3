package dev.strongroom.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.identity.PrincipalType;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.PrincipalArn;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.policy.Decision.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizerTest {
  private static final AccountId MINE = AccountId.parse("111122223333");
  private static final AccountId OTHER = AccountId.parse("444455556666");

  private final Authorizer authorizer = new Authorizer();

  private static Caller caller(PrincipalType type) {
    return new Caller(
        type,
        MINE,
        PrincipalArn.root(MINE, Region.US_EAST_1),
        MINE.toString(),
        Optional.empty(),
        List.of());
  }

  private Decision decide(
      PrincipalType type, String action, AccountId owner, Optional<ResourcePolicy> policy) {
    return authorizer.decide(new AccessRequest(caller(type), action, owner, "*", policy));
  }

  @Test
  void aRootMayUseItsOwnAccountsKeys() {
    Decision decision =
        decide(
            PrincipalType.ROOT,
            "kms:Encrypt",
            MINE,
            Optional.of(ResourcePolicy.ofKey(DefaultKeyPolicy.of(MINE, "aws"), MINE)));
    assertThat(decision).isEqualTo(new Decision(true, Reason.ACCOUNT_ROOT));
  }

  @Test
  void aRootMayNotUseAnotherAccountsKeyWhetherItExistsOrNot() {
    Decision existing =
        decide(
            PrincipalType.ROOT,
            "kms:Encrypt",
            OTHER,
            Optional.of(ResourcePolicy.ofKey(DefaultKeyPolicy.of(OTHER, "aws"), OTHER)));
    Decision missing = decide(PrincipalType.ROOT, "kms:Encrypt", OTHER, Optional.empty());
    assertThat(existing).isEqualTo(missing);
    assertThat(existing.allowed()).isFalse();
  }

  @Test
  void aPolicyThatCannotBeEvaluatedRefuses() {
    Decision decision =
        decide(
            PrincipalType.ROOT,
            "kms:Encrypt",
            MINE,
            Optional.of(
                ResourcePolicy.ofKey("{\"Version\":\"2012-10-17\",\"Statement\":[]}", MINE)));
    assertThat(decision).isEqualTo(new Decision(false, Reason.POLICY_NOT_EVALUABLE));
  }

  @Test
  void platformActionsAreTheOperatorsAlone() {
    assertThat(
            decide(PrincipalType.ROOT, "strongroom:CreateAccount", MINE, Optional.empty())
                .allowed())
        .isFalse();
    assertThat(
            decide(PrincipalType.OPERATOR, "strongroom:CreateAccount", MINE, Optional.empty())
                .allowed())
        .isTrue();
  }

  @Test
  void theOperatorUsesNoKeys() {
    assertThat(decide(PrincipalType.OPERATOR, "kms:Decrypt", MINE, Optional.empty()).allowed())
        .isFalse();
  }

  @Test
  void theDefaultPolicyIsKnownHoweverItIsSpaced() {
    String compact = DefaultKeyPolicy.of(MINE, "aws").replaceAll("\\s+(?=[^\\w])", "");
    assertThat(DefaultKeyPolicy.isDefault(compact, MINE)).isTrue();
    assertThat(DefaultKeyPolicy.isDefault(compact, OTHER)).isFalse();
    assertThat(DefaultKeyPolicy.isDefault("not json", MINE)).isFalse();
    assertThat(DefaultKeyPolicy.isDefault("[".repeat(100_000), MINE)).isFalse();
  }
}
