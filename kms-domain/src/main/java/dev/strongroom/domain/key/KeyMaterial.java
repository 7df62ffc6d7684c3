package dev.strongroom.domain.key;

import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * One material of a key, wrapped. It needs no seal: the wrap's additional data binds account, key,
 * material and use, so that it opens in its own row only.
 */
@Entity
@Table(name = "key_material")
public class KeyMaterial implements Persistable<KeyMaterial.Id> {

  /** The primary key. */
  @Embeddable
  public record Id(
      @Column(name = "account_id") long accountId,
      @Column(name = "region") String region,
      @Column(name = "key_id") UUID keyId,
      @Column(name = "material_id") byte[] materialId)
      implements Serializable {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Id that
          && accountId == that.accountId
          && region.equals(that.region)
          && keyId.equals(that.keyId)
          && Arrays.equals(materialId, that.materialId);
    }

    @Override
    public int hashCode() {
      return 31 * keyId.hashCode() + Arrays.hashCode(materialId);
    }

    @Override
    public String toString() {
      return keyId + "/" + MaterialId.of(materialId);
    }
  }

  @EmbeddedId private @Nullable Id id;

  @Column(name = "root_version", nullable = false)
  private int rootVersion;

  @Column(nullable = false)
  private byte[] wrapped = new byte[0];

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Transient private boolean stored;

  protected KeyMaterial() {}

  /**
   * @param rootVersion the version of the account's root key that wraps it
   * @param wrapped as the token sealed it
   */
  public KeyMaterial(
      KeyArn key, MaterialId material, int rootVersion, byte[] wrapped, Instant createdAt) {
    id = new Id(key.account().number(), key.region().name(), key.key().uuid(), material.bytes());
    this.rootVersion = rootVersion;
    this.wrapped = wrapped.clone();
    this.createdAt = createdAt;
  }

  @Override
  public @Nullable Id getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void nowStored() {
    stored = true;
  }
}
