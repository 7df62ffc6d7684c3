package dev.strongroom.domain.identity;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** An access key: its secret is sealed, so that the database alone authenticates nobody. */
@Entity
@Table(name = "access_key")
public class AccessKey extends SealedRow implements Persistable<AccessKey.Id> {
  /** The principal of an account's root. */
  public static final String ROOT = "root";

  private static final String ACTIVE = "Active";

  /** The primary key. */
  @Embeddable
  public record Id(
      @Column(name = "account_id") long accountId,
      @Column(name = "access_key_id") String accessKeyId)
      implements Serializable {}

  @EmbeddedId private @Nullable Id id;

  @Column(nullable = false)
  private String principal = ROOT;

  @Column(nullable = false)
  private String status = ACTIVE;

  @Column(name = "sealed_secret", nullable = false)
  private byte[] sealedSecret = new byte[0];

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  protected AccessKey() {}

  /** A new, active access key of an account's root. */
  public AccessKey(AccountId account, String accessKeyId, byte[] sealedSecret, Instant createdAt) {
    id = new Id(account.number(), accessKeyId);
    this.sealedSecret = sealedSecret.clone();
    this.createdAt = kept(createdAt);
  }

  @Override
  public @Nullable Id getId() {
    return id;
  }

  @Override
  public AccountId account() {
    return new AccountId(id().accountId());
  }

  public String accessKeyId() {
    return id().accessKeyId();
  }

  public boolean isActive() {
    return status.equals(ACTIVE);
  }

  byte[] sealedSecret() {
    return sealedSecret.clone();
  }

  private Id id() {
    return Objects.requireNonNull(id);
  }

  @Override
  protected SealedFields fields(long version) {
    return SealedFields.of("access_key", List.of(id().accessKeyId()), account(), version)
        .text("principal", principal)
        .text("status", status)
        .bytes("sealed_secret", sealedSecret)
        .number("created_at", createdAt.toEpochMilli());
  }

  @Override
  protected String rowName() {
    return "access_key " + id().accessKeyId();
  }
}
