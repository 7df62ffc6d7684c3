package dev.strongroom.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.freshness.WouldBlockException;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.policy.ResourcePolicy;
import dev.strongroom.domain.seal.IntegrityKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Region REGION = Region.US_EAST_1;
  private static final AccountId NOISY = new AccountId(1);
  private static final AccountId SMALL = new AccountId(2);
  private static final int KEYS = 10_000;
  private static final KeyId SMALLS = id(1_000_000);
  private static final AliasName ALIAS = new AliasName("alias/small");
  // Room for about a tenth of the noisy account's keys.
  private static final long SIZE = 1_500_000;

  private final AccountShares shares = new AccountShares(SIZE);
  private final Freshness freshness = new Freshness();
  private final Rows rows = new Rows();
  private final KeyRing ring = new KeyRing(shares, freshness, new NoSeals(), rows);

  private static KeyId id(long number) {
    return new KeyId(new UUID(0, number), false);
  }

  private static Reading by(AccountId caller) {
    return new Reading(caller, true, List.of());
  }

  /** A hot call: it may not wait for anything. */
  private static Reading hotBy(AccountId caller) {
    return new Reading(caller, false, List.of());
  }

  private FairCache.Report kind(String name) {
    return shares.report().caches().stream()
        .filter(cache -> cache.kind().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneThatCyclesThroughTenThousandKeysCostsAnotherNoMiss() {
    ring.key(SMALL, REGION, SMALLS, by(SMALL));
    ring.alias(SMALL, REGION, ALIAS, by(SMALL));
    for (int i = 0; i < 3 * KEYS; i++) {
      ring.key(NOISY, REGION, id(i % KEYS), by(NOISY));
      if (i % 100 == 0) {
        assertThat(ring.alias(SMALL, REGION, ALIAS, hotBy(SMALL))).contains(SMALLS);
        assertThat(ring.key(SMALL, REGION, SMALLS, hotBy(SMALL))).isPresent();
      }
    }
    assertThat(rows.read).containsEntry(SMALL, 2);
    assertThat(rows.read.get(NOISY)).isGreaterThan(2 * KEYS);
    assertThat(kind("key").evictions()).isGreaterThan(KEYS);
    assertThat(shares.report().bytes()).isLessThanOrEqualTo(SIZE);
    assertThat(shares.report().heaviest().getFirst().account()).isEqualTo(NOISY);
  }

  @Test
  void probingForAnothersKeysIsAtTheProbersExpense() {
    ring.key(SMALL, REGION, SMALLS, by(SMALL));
    ring.key(SMALL, REGION, id(42), by(SMALL));
    long before = bytesOf(SMALL);
    for (int i = 0; i < KEYS; i++) {
      KeyId absent = id(2_000_000 + i);
      assertThat(ring.key(SMALL, REGION, absent, by(NOISY))).isEmpty();
    }
    assertThat(bytesOf(SMALL)).isEqualTo(before);
    assertThat(kind("absence").evictions()).isPositive();
    assertThat(ring.key(SMALL, REGION, SMALLS, hotBy(SMALL))).isPresent();
    assertThat(ring.key(SMALL, REGION, id(42), hotBy(SMALL))).isEmpty();
  }

  private long bytesOf(AccountId account) {
    return shares.report().heaviest().stream()
        .filter(share -> share.account().equals(account))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  @Test
  void aChangeOfTheKeyDropsTheKeyAndNotItsAlias() {
    ring.key(SMALL, REGION, SMALLS, by(SMALL));
    ring.alias(SMALL, REGION, ALIAS, by(SMALL));
    freshness.changed(Entity.key(SMALL, REGION, SMALLS));
    assertThat(ring.alias(SMALL, REGION, ALIAS, hotBy(SMALL))).contains(SMALLS);
    assertThatThrownBy(() -> ring.key(SMALL, REGION, SMALLS, hotBy(SMALL)))
        .isInstanceOf(WouldBlockException.class);
    assertThat(ring.key(SMALL, REGION, SMALLS, by(SMALL))).isPresent();
    assertThat(rows.read).containsEntry(SMALL, 3);
  }

  @Test
  void whatWasAbsentIsFoundOnceItIsMade() {
    assertThat(ring.key(SMALL, REGION, id(42), by(SMALL))).isEmpty();
    rows.made = id(42);
    assertThat(ring.key(SMALL, REGION, id(42), by(SMALL))).isEmpty();
    freshness.changed(Entity.key(SMALL, REGION, id(42)));
    assertThat(ring.key(SMALL, REGION, id(42), by(SMALL))).isPresent();
  }

  @Test
  void aSingleRegionIdDoesNotFindAMultiRegionKey() {
    assertThat(ring.key(SMALL, REGION, SMALLS, by(SMALL))).isPresent();
    KeyId multiRegion = new KeyId(SMALLS.uuid(), true);
    assertThat(ring.key(SMALL, REGION, multiRegion, by(SMALL))).isEmpty();
    assertThat(ring.key(SMALL, REGION, SMALLS, hotBy(SMALL))).isPresent();
  }

  /** A table in which the noisy account has its ten thousand keys and the small one has one. */
  private static final class Rows implements KeyRing.KeyReader {
    final Map<AccountId, Integer> read = new HashMap<>();
    KeyId made = SMALLS;

    @Override
    public Optional<KeySnapshot> key(
        AccountId account, Region region, UUID id, Dependency material) {
      read.merge(account, 1, Integer::sum);
      KeyId key = new KeyId(id, false);
      boolean exists =
          account.equals(NOISY)
              ? id.getLeastSignificantBits() < KEYS
              : key.equals(SMALLS) || key.equals(made);
      return exists ? Optional.of(snapshot(new KeyArn(region, account, key))) : Optional.empty();
    }

    @Override
    public Optional<KeyId> alias(AccountId account, Region region, AliasName name) {
      read.merge(account, 1, Integer::sum);
      return name.equals(ALIAS) ? Optional.of(SMALLS) : Optional.empty();
    }

    private static KeySnapshot snapshot(KeyArn arn) {
      return new KeySnapshot(
          arn,
          KeySpec.SYMMETRIC_DEFAULT,
          KeyUsage.ENCRYPT_DECRYPT,
          KeyOrigin.AWS_KMS,
          KeyState.ENABLED,
          "a key",
          Tags.NONE,
          Instant.EPOCH,
          null,
          MaterialId.of(new byte[MaterialId.LENGTH]),
          new ResourcePolicy("{\"Version\":\"2012-10-17\",\"Statement\":[]}".repeat(12), false),
          Optional.empty());
    }
  }

  private static final class NoSeals implements IntegrityKeys {
    @Override
    public boolean prepare(AccountId account) {
      return true;
    }

    @Override
    public byte[] seal(AccountId account, SealedFields fields) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(AccountId account, SealedFields fields, byte[] seal) {
      throw new UnsupportedOperationException();
    }
  }
}
