package dev.strongroom.domain.key;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyArn;
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

/** One version of a key's policy. Versions are never changed; the key names the one in force. */
@Entity
@Table(name = "key_policy")
public class KeyPolicy extends SealedRow implements Persistable<KeyPolicy.Id> {

  /** The primary key. */
  @Embeddable
  public record Id(
      @Column(name = "account_id") long accountId,
      @Column(name = "region") String region,
      @Column(name = "key_id") UUID keyId,
      @Column(name = "version") int version)
      implements Serializable {}

  @EmbeddedId private @Nullable Id id;

  @Column(nullable = false)
  private String document = "";

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  protected KeyPolicy() {}

  public KeyPolicy(KeyArn key, int version, String document, Instant createdAt) {
    this(
        new Id(key.account().number(), key.region().name(), key.key().uuid(), version),
        document,
        createdAt);
  }

  KeyPolicy(Id id, String document, Instant createdAt) {
    this.id = id;
    this.document = document;
    this.createdAt = kept(createdAt);
  }

  /** For the reader without JPA: what the row carries as its seal. */
  KeyPolicy sealedAs(long rowVersion, byte[] seal) {
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

  /** The policy's JSON. */
  public String document() {
    return document;
  }

  private Id id() {
    return Objects.requireNonNull(id);
  }

  @Override
  protected SealedFields fields(long version) {
    Id policy = id();
    return SealedFields.of(
            "key_policy",
            List.of(policy.region(), policy.keyId().toString(), Integer.toString(policy.version())),
            account(),
            version)
        .text("document", document)
        .number("created_at", createdAt.toEpochMilli());
  }

  @Override
  protected String rowName() {
    return "key_policy " + id().region() + "/" + id().keyId() + "/" + id().version();
  }
}
