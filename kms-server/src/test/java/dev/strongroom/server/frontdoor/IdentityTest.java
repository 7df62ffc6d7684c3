package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class IdentityTest {

  @Test
  void callerIdentityIsTheAccountsRoot() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    GetCallerIdentityResponse identity = account.sts().getCallerIdentity();
    assertThat(identity.account()).isEqualTo(account.id());
    assertThat(identity.userId()).isEqualTo(account.id());
    assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + account.id() + ":root");
  }

  @Test
  void otherActionsOfStsAreNotThere() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    assertThat(codeOf(() -> account.sts().getSessionToken())).isEqualTo("InvalidAction");
  }

  @Test
  void actionsThatAreNotBuiltAreUnknown() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    assertThat(codeOf(() -> account.kms().listGrants(r -> r.keyId("x"))))
        .isEqualTo("UnknownOperationException");
  }
}
