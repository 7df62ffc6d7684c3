package dev.strongroom.domain.account;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AccountName;
import dev.strongroom.domain.seal.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Persistable;

/** An account: a tenant, or the platform's own. */
@Entity
@Table(name = "account")
public class Account extends SealedRow implements Persistable<Long> {

  /** What an account is for. */
  public enum Kind {
    /** The management account of the deployment; there is one. */
    PLATFORM,
    TENANT
  }

  /** Whether an account may be used. */
  public enum State {
    ACTIVE,
    SUSPENDED
  }

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Column(nullable = false)
  private String name = "";

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Kind kind = Kind.TENANT;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private State state = State.ACTIVE;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  protected Account() {}

  /** A new, active account. */
  public Account(AccountId id, AccountName name, Kind kind, Instant createdAt) {
    accountId = id.number();
    this.name = name.value();
    this.kind = kind;
    this.createdAt = kept(createdAt);
  }

  @Override
  public Long getId() {
    return accountId;
  }

  @Override
  public AccountId account() {
    return new AccountId(accountId);
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public State state() {
    return state;
  }

  public boolean isActive() {
    return state == State.ACTIVE;
  }

  public Instant createdAt() {
    return createdAt;
  }

  @Override
  protected SealedFields fields(long version) {
    return SealedFields.of("account", List.of(account().toString()), account(), version)
        .text("name", name)
        .text("kind", kind.name())
        .text("state", state.name())
        .number("created_at", createdAt.toEpochMilli());
  }

  @Override
  protected String rowName() {
    return "account " + account();
  }
}
