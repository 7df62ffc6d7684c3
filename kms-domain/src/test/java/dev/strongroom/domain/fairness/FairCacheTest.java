package dev.strongroom.domain.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.name.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairCacheTest {
  private static final AccountId NOISY = new AccountId(1);
  private static final AccountId SMALL = new AccountId(2);
  private static final int VALUE = 600;
  private static final int ENTRY = Weight.ENTRY + VALUE;

  private final List<String> released = new ArrayList<>();

  private FairCache<String, String> cache(AccountShares shares, String kind) {
    return new FairCache<>(shares, kind, value -> VALUE, value -> true, released::add);
  }

  private static FairCache.Report only(AccountShares shares) {
    return shares.report().caches().getFirst();
  }

  @Test
  void anAccountThatCyclesThroughMoreThanFitsEvictsItself() {
    AccountShares shares = new AccountShares(100L * ENTRY);
    FairCache<String, String> cache = cache(shares, "key");
    cache.keep(SMALL, "small", "small");
    for (int i = 0; i < 100_000; i++) {
      cache.keep(NOISY, "noisy-" + i, "noisy-" + i);
    }
    assertThat(cache.get("small")).isEqualTo("small");
    assertThat(released).hasSize(100_000 - 99).doesNotContain("small");
    assertThat(only(shares).entries()).isEqualTo(100);
    assertThat(shares.report().bytes()).isEqualTo(100L * ENTRY);
  }

  @Test
  void newcomersTakeTheirShareFromWhoHasMost() {
    AccountShares shares = new AccountShares(100L * ENTRY);
    FairCache<String, String> cache = cache(shares, "key");
    for (int i = 0; i < 1_000; i++) {
      cache.keep(NOISY, "noisy-" + i, "");
    }
    for (int account = 10; account < 59; account++) {
      cache.keep(new AccountId(account), "a-" + account, "");
      cache.keep(new AccountId(account), "b-" + account, "");
    }
    for (int account = 10; account < 59; account++) {
      assertThat(cache.get("a-" + account)).isNotNull();
      assertThat(cache.get("b-" + account)).isNotNull();
    }
    assertThat(shares.report().accounts()).isEqualTo(50);
    assertThat(shares.report().heaviest()).hasSize(10);
    assertThat(shares.report().heaviest().getFirst().bytes()).isEqualTo(2L * ENTRY);
  }

  @Test
  void theKindsOfEntriesShareOneBoundAndLoseNothingOfEachOther() {
    AccountShares shares = new AccountShares(10L * ENTRY);
    FairCache<String, String> keys = cache(shares, "key");
    FairCache<String, String> aliases = cache(shares, "alias");
    keys.keep(SMALL, "same name", "key");
    aliases.keep(SMALL, "same name", "alias");
    for (int i = 0; i < 100; i++) {
      aliases.keep(NOISY, "noisy-" + i, "");
    }
    assertThat(keys.get("same name")).isEqualTo("key");
    keys.remove("same name");
    assertThat(keys.get("same name")).isNull();
    assertThat(aliases.get("same name")).isEqualTo("alias");
  }

  @Test
  void whatIsUsedStaysAndWhatIsNotUsedGoes() {
    AccountShares shares = new AccountShares(10L * ENTRY);
    FairCache<String, String> cache = cache(shares, "key");
    cache.keep(NOISY, "hot", "hot");
    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.get("hot")).isNotNull();
      cache.keep(NOISY, "once-" + i, "");
    }
  }

  @Test
  void theFirstOfTwoThatWereLoadedAtOnceIsKept() {
    FairCache<String, String> cache = cache(new AccountShares(10L * ENTRY), "key");
    assertThat(cache.keep(SMALL, "key", "first")).isEqualTo("first");
    assertThat(cache.keep(SMALL, "key", "second")).isEqualTo("first");
    assertThat(released).containsExactly("second");
  }

  @Test
  void whatMayNotBeServedIsReplaced() {
    AtomicInteger usable = new AtomicInteger(1);
    AccountShares shares = new AccountShares(10L * ENTRY);
    FairCache<String, Integer> cache =
        new FairCache<>(
            shares,
            "key",
            value -> VALUE,
            value -> value == usable.get(),
            value -> released.add("version " + value));
    cache.keep(SMALL, "key", 1);
    usable.set(2);
    assertThat(cache.get("key")).isNull();
    assertThat(cache.accountOf("key")).contains(SMALL);
    assertThat(cache.keep(SMALL, "key", 2)).isEqualTo(2);
    assertThat(released).containsExactly("version 1");
    assertThat(shares.report().bytes()).isEqualTo(ENTRY);
  }

  @Test
  void oneEntryThatIsLargerThanAllRoomIsKeptAlone() {
    AccountShares shares = new AccountShares(1);
    FairCache<String, String> cache = cache(shares, "key");
    cache.keep(SMALL, "a", "a");
    cache.keep(NOISY, "b", "b");
    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isNotNull();
    assertThat(shares.report().accounts()).isEqualTo(1);
  }

  @Test
  void hitsLoadsAndEvictionsAreCountedByKind() {
    AccountShares shares = new AccountShares(ENTRY);
    FairCache<String, String> keys = cache(shares, "key");
    cache(shares, "alias");
    keys.keep(SMALL, "a", "");
    keys.get("a");
    keys.get("a");
    keys.get("not there");
    keys.keep(SMALL, "b", "");
    assertThat(shares.report().caches())
        .containsExactly(
            new FairCache.Report("key", 1, ENTRY, 2, 2, 1),
            new FairCache.Report("alias", 0, 0, 0, 0, 0));
  }

  @Test
  void secretsAreNeverZeroisedUnderAReaderAndAlwaysInTheEnd() throws Exception {
    AccountShares shares = new AccountShares(4L * ENTRY);
    var made = ConcurrentHashMap.<SecretBytes>newKeySet();
    var cache =
        new FairCache<Integer, SecretBytes>(
            shares, "material", value -> VALUE, value -> !value.isClosed(), SecretBytes::close);
    AtomicInteger read = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      AccountId account = new AccountId(t % 3);
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  int key = ThreadLocalRandom.current().nextInt(10);
                  SecretBytes secret = cache.get(key);
                  if (secret == null) {
                    secret = SecretBytes.copyOf(new byte[] {(byte) (key + 1)});
                    made.add(secret);
                    secret = cache.keep(account, key, secret);
                  }
                  SecretBytes.Lease lease = secret.tryLease();
                  if (lease != null) {
                    try (lease) {
                      int expected = key + 1;
                      lease.withBytes(b -> assertThat((int) b[0]).isEqualTo(expected));
                      read.incrementAndGet();
                    }
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(read.get()).isPositive();
    assertThat(made.stream().filter(secret -> !secret.isClosed()).count())
        .isEqualTo(only(shares).entries())
        .isLessThanOrEqualTo(4);
  }
}
