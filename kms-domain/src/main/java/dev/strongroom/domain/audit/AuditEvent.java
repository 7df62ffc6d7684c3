package dev.strongroom.domain.audit;

import dev.strongroom.domain.name.AccountId;
import java.util.UUID;

/**
 * One event of the trail, ready to be stored.
 *
 * @param id a UUIDv7 ({@link EventIds})
 * @param account whose trail it belongs to
 * @param record the event in CloudTrail's record format, UTF-8 JSON; stored exactly so
 * @param decision what decided and what it saw, UTF-8 JSON, for the account's own eyes
 */
public record AuditEvent(UUID id, AccountId account, byte[] record, byte[] decision) {}
