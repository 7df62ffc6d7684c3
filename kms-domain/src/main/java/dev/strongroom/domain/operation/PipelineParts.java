package dev.strongroom.domain.operation;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.policy.Authorizer;
import java.util.concurrent.Executor;

/** What every run of a call works with. */
record PipelineParts(
    Authorizer authorizer,
    KeyGate gate,
    Credentials credentials,
    AccountTransactions transactions,
    AccountKeys accountKeys,
    AuditTrail trail,
    ChangeAudit changeAudit,
    Executor threads) {

  /** Goes on with a call on a thread of its own. */
  void execute(Call call, Runnable rest) {
    threads.execute(LoggedCall.carrying(call.requestId(), rest));
  }
}
