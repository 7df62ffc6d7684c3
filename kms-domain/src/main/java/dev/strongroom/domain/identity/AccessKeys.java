package dev.strongroom.domain.identity;

import dev.strongroom.domain.name.AccountId;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The access keys of the account in scope. */
public interface AccessKeys extends JpaRepository<AccessKey, AccessKey.Id> {

  default Optional<AccessKey> byId(AccountId account, String accessKeyId) {
    return findById(new AccessKey.Id(account.number(), accessKeyId));
  }
}
