package dev.strongroom.domain.key;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.Region;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The aliases of the account in scope. */
public interface Aliases extends JpaRepository<Alias, Alias.Id> {

  default boolean contains(AccountId account, Region region, AliasName name) {
    return existsById(Alias.Id.of(account, region, name));
  }

  /** The alias, locked against other changes until the transaction ends. */
  default Optional<Alias> lockByName(AccountId account, Region region, AliasName name) {
    return lock(Alias.Id.of(account, region, name));
  }

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("SELECT a FROM Alias a WHERE a.id = :id")
  Optional<Alias> lock(Alias.Id id);

  /** How many aliases a key has. */
  default long countOf(KeyArn key) {
    return countByTarget(key.account().number(), key.region().name(), key.key().uuid());
  }

  @Query(
      """
      SELECT count(a) FROM Alias a
      WHERE a.id.accountId = :account AND a.id.region = :region AND a.keyId = :key
      """)
  long countByTarget(long account, String region, UUID key);

  /** A page of a region's aliases by name, after the given name. */
  @Query(
      """
      SELECT a FROM Alias a
      WHERE a.id.accountId = :account AND a.id.region = :region AND a.id.name > :after
      ORDER BY a.id.name
      """)
  List<Alias> page(long account, String region, String after, Limit limit);

  /** A page of one key's aliases by name, after the given name. */
  @Query(
      """
      SELECT a FROM Alias a
      WHERE a.id.accountId = :account AND a.id.region = :region AND a.keyId = :key
        AND a.id.name > :after
      ORDER BY a.id.name
      """)
  List<Alias> pageOf(long account, String region, UUID key, String after, Limit limit);
}
