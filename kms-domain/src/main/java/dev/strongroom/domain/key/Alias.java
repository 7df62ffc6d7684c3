package dev.strongroom.domain.key;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasArn;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.seal.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** An alias: a name in an account and region that stands for a key. */
@Entity
@Table(name = "alias")
public class Alias extends SealedRow implements Persistable<Alias.Id> {

  /** The primary key. */
  @Embeddable
  public record Id(
      @Column(name = "account_id") long accountId,
      @Column(name = "region") String region,
      @Column(name = "alias_name") String name)
      implements Serializable {

    static Id of(AccountId account, Region region, AliasName name) {
      return new Id(account.number(), region.name(), name.value());
    }
  }

  @EmbeddedId private @Nullable Id id;

  @Column(name = "key_id", nullable = false)
  private UUID keyId = new UUID(0, 0);

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at", nullable = false)
  private Instant updatedAt = Instant.EPOCH;

  protected Alias() {}

  public Alias(AliasArn arn, KeyId target, Instant createdAt) {
    this(Id.of(arn.account(), arn.region(), arn.alias()), target.uuid(), createdAt, createdAt);
  }

  Alias(Id id, UUID keyId, Instant createdAt, Instant updatedAt) {
    this.id = id;
    this.keyId = keyId;
    this.createdAt = kept(createdAt);
    this.updatedAt = kept(updatedAt);
  }

  /** For the reader without JPA: what the row carries as its seal. */
  Alias sealedAs(long rowVersion, byte[] seal) {
    restoreSeal(rowVersion, seal);
    return this;
  }

  @Override
  public @Nullable Id getId() {
    return id;
  }

  @Override
  public AccountId account() {
    return new AccountId(id().accountId());
  }

  public AliasArn arn() {
    return new AliasArn(new Region(id().region()), account(), new AliasName(id().name()));
  }

  /** The key's 128 bits; whether its id is written as a multi-Region one, the key knows. */
  public UUID target() {
    return keyId;
  }

  /** UpdateAlias: stands for another key from now on. */
  public void pointTo(KeyId target, Instant now) {
    keyId = target.uuid();
    updatedAt = kept(now);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  private Id id() {
    return Objects.requireNonNull(id);
  }

  @Override
  protected SealedFields fields(long version) {
    return SealedFields.of("alias", List.of(id().region(), id().name()), account(), version)
        .text("key_id", keyId.toString())
        .number("created_at", createdAt.toEpochMilli())
        .number("updated_at", updatedAt.toEpochMilli());
  }

  @Override
  protected String rowName() {
    return "alias " + id().region() + "/" + id().name();
  }
}
