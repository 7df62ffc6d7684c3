package dev.strongroom.domain.account;

import dev.strongroom.domain.name.AccountId;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The accounts; in a transaction only the account in scope is there. */
public interface Accounts extends JpaRepository<Account, Long> {

  default Optional<Account> byId(AccountId account) {
    return findById(account.number());
  }
}
