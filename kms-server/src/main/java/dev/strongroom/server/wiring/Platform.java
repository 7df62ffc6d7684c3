package dev.strongroom.server.wiring;

import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.identity.PrincipalType;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.PrincipalArn;
import dev.strongroom.domain.name.Region;
import java.util.List;
import java.util.Optional;

/**
 * The deployment's own account, in whose name the operator acts.
 *
 * @param account the management account
 * @param homeRegion the first configured region, in which the operator's calls are recorded
 */
record Platform(AccountId account, Region homeRegion) {

  /** Whoever reached the administrative socket: the file system let only the operator. */
  Caller operator() {
    PrincipalArn arn =
        new PrincipalArn("arn:" + homeRegion.partition() + ":iam::" + account + ":user/operator");
    return new Caller(
        PrincipalType.OPERATOR, account, arn, "operator", Optional.empty(), List.of());
  }
}
