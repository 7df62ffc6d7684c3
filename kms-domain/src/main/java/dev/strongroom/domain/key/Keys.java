package dev.strongroom.domain.key;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The keys of the account in scope. */
public interface Keys extends JpaRepository<Key, Key.Id> {

  /** The key, locked against other changes until the transaction ends. */
  default Optional<Key> lockById(AccountId account, Region region, KeyId key) {
    return lock(Key.Id.of(account, region, key.uuid()))
        .filter(found -> found.arn().key().equals(key));
  }

  /** The key that an alias stands for, locked likewise. */
  default Optional<Key> lockTargetOf(Alias alias) {
    return lock(Key.Id.of(alias.account(), alias.arn().region(), alias.target()));
  }

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("SELECT k FROM Key k WHERE k.id = :id")
  Optional<Key> lock(Key.Id id);

  /** A page of a region's key ids, after the given one. */
  @Query(
      """
      SELECT k.id.keyId AS uuid, k.multiRegion AS multiRegion FROM Key k
      WHERE k.id.accountId = :account AND k.id.region = :region AND k.id.keyId > :after
      ORDER BY k.id.keyId
      """)
  List<Listed> page(long account, String region, UUID after, Limit limit);

  /** What a list shows of a key. */
  interface Listed {
    UUID getUuid();

    boolean isMultiRegion();

    default KeyId id() {
      return new KeyId(getUuid(), isMultiRegion());
    }
  }
}
