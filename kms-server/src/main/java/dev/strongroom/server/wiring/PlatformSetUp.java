package dev.strongroom.server.wiring;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.AuditEvent;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.audit.EventIds;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.audit.EventRecord.JsonPart;
import dev.strongroom.domain.keystore.DeploymentLock;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AccountName;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.domain.operation.platform.AccountOpening;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the platform's account, or makes it at the first start, when there is nobody yet to ask for
 * it.
 */
final class PlatformSetUp {
  private static final AccountName NAME = new AccountName("platform");
  private static final byte[] NO_DECISION = "[]".getBytes(StandardCharsets.US_ASCII);

  private final DeploymentLock lock;
  private final AccountDirectory directory;
  private final AccountOpening opening;
  private final AccountTransactions transactions;
  private final ChangeAudit audit;
  private final Clock clock;

  PlatformSetUp(
      DeploymentLock lock,
      AccountDirectory directory,
      AccountOpening opening,
      AccountTransactions transactions,
      ChangeAudit audit,
      Clock clock) {
    this.lock = lock;
    this.directory = directory;
    this.opening = opening;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  Platform find(Region homeRegion) {
    return lock.call(() -> findOrCreate(homeRegion));
  }

  private Platform findOrCreate(Region homeRegion) {
    return directory.all().stream()
        .filter(entry -> entry.kind() == Account.Kind.PLATFORM)
        .findFirst()
        .map(entry -> new Platform(entry.account(), homeRegion))
        .orElseGet(() -> create(homeRegion));
  }

  private Platform create(Region homeRegion) {
    AccountOpening.Opened opened = opening.prepareWithoutCredential(NAME, Account.Kind.PLATFORM);
    AccountId account = opened.account().account();
    Platform platform = new Platform(account, homeRegion);
    return transactions.change(
        account,
        () -> {
          opening.store(opened);
          audit.insert(event(platform));
          return platform;
        });
  }

  private AuditEvent event(Platform platform) {
    Instant now = clock.instant();
    UUID id = EventIds.at(now);
    EventRecord record =
        new EventRecord(
            id,
            now,
            platform.account(),
            Optional.of(platform.operator()),
            Optional.empty(),
            Service.PLATFORM.eventSource(),
            "CreateAccount",
            platform.homeRegion().name(),
            new EventRecord.Where("local", Optional.empty(), Optional.empty()),
            Optional.empty(),
            JsonPart.NULL,
            JsonPart.NULL,
            Optional.empty(),
            UUID.randomUUID().toString(),
            false,
            List.of(
                new EventRecord.Resource(
                    platform.account(),
                    AccountOpening.RESOURCE_TYPE,
                    platform.account().toString())));
    return new AuditEvent(id, platform.account(), record.encoded(), NO_DECISION);
  }
}
