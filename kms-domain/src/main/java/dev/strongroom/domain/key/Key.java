package dev.strongroom.domain.key;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.keystore.WrappedMaterial;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.policy.ResourcePolicy;
import dev.strongroom.domain.seal.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A KMS key. Every change of its state is a method here that guards it. */
@Entity
@Table(name = "kms_key")
public class Key extends SealedRow implements Persistable<Key.Id> {

  /** The primary key. */
  @Embeddable
  public record Id(
      @Column(name = "account_id") long accountId,
      @Column(name = "region") String region,
      @Column(name = "key_id") UUID keyId)
      implements Serializable {

    static Id of(AccountId account, Region region, UUID key) {
      return new Id(account.number(), region.name(), key);
    }

    @Override
    public String toString() {
      return new AccountId(accountId) + "/" + region + "/" + keyId;
    }
  }

  @EmbeddedId private @Nullable Id id;

  @Column(name = "multi_region", nullable = false)
  private boolean multiRegion;

  @Column(nullable = false)
  private String description = "";

  @Enumerated(EnumType.STRING)
  @Column(name = "key_spec", nullable = false)
  private KeySpec spec = KeySpec.SYMMETRIC_DEFAULT;

  @Enumerated(EnumType.STRING)
  @Column(name = "key_usage", nullable = false)
  private KeyUsage usage = KeyUsage.ENCRYPT_DECRYPT;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private KeyOrigin origin = KeyOrigin.AWS_KMS;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private KeyState state = KeyState.CREATING;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "deletion_at")
  private @Nullable Instant deletionAt;

  @Column(name = "material_id", nullable = false)
  private byte[] materialId = new byte[0];

  @Column(name = "policy_version", nullable = false)
  private int policyVersion;

  @Convert(converter = TagsColumn.class)
  @Column(nullable = false)
  private Tags tags = Tags.NONE;

  protected Key() {}

  /** A new, enabled key with material of its own and the first version of its policy. */
  public Key(
      KeyArn arn,
      KeySpec spec,
      KeyUsage usage,
      String description,
      Tags tags,
      MaterialId material,
      Instant createdAt) {
    id = Id.of(arn.account(), arn.region(), arn.key().uuid());
    multiRegion = arn.key().multiRegion();
    this.spec = spec;
    this.usage = usage;
    this.description = description;
    this.tags = tags;
    this.createdAt = kept(createdAt);
    materialId = material.bytes();
    policyVersion = 1;
    state = KeyState.ENABLED;
  }

  /** For the reader without JPA: a key as its row has it. */
  Key(KeyRow row) {
    id = row.id();
    multiRegion = row.multiRegion();
    description = row.description();
    spec = row.spec();
    usage = row.usage();
    origin = row.origin();
    state = row.state();
    createdAt = row.createdAt();
    deletionAt = row.deletionAt();
    materialId = row.materialId();
    policyVersion = row.policyVersion();
    tags = row.tags();
    restoreSeal(row.rowVersion(), row.seal());
  }

  public KeyArn arn() {
    return new KeyArn(new Region(id().region()), account(), new KeyId(id().keyId(), multiRegion));
  }

  @Override
  public @Nullable Id getId() {
    return id;
  }

  @Override
  public AccountId account() {
    return new AccountId(id().accountId());
  }

  /** EnableKey: from any state that {@link StateRule#SWITCHING} allows. */
  public void enable() {
    StateRule.SWITCHING.check(arn(), state);
    state = KeyState.ENABLED;
  }

  /** DisableKey: from any state that {@link StateRule#SWITCHING} allows. */
  public void disable() {
    StateRule.SWITCHING.check(arn(), state);
    state = KeyState.DISABLED;
  }

  /**
   * ScheduleKeyDeletion.
   *
   * @return when the key will be deleted
   */
  public Instant scheduleDeletion(Duration window, Instant now) {
    StateRule.DELETING.check(arn(), state);
    state = KeyState.PENDING_DELETION;
    Instant at = kept(now.plus(window));
    deletionAt = at;
    return at;
  }

  /** CancelKeyDeletion: the key stays disabled, whatever it was before. */
  public void cancelDeletion() {
    StateRule.BEING_DELETED.check(arn(), state);
    state = KeyState.DISABLED;
    deletionAt = null;
  }

  /** UpdateKeyDescription. */
  public void describe(String text) {
    StateRule.NOT_BEING_DELETED.check(arn(), state);
    description = text;
  }

  /** TagResource and UntagResource: the tags that it has from now on. */
  public void tag(Tags all) {
    StateRule.NOT_BEING_DELETED.check(arn(), state);
    tags = all;
  }

  public Tags tags() {
    return tags;
  }

  public KeySpec spec() {
    return spec;
  }

  public KeyUsage usage() {
    return usage;
  }

  /** The version of the policy in force. */
  public int policyVersion() {
    return policyVersion;
  }

  /**
   * PutKeyPolicy: the next version is in force.
   *
   * @return its number
   */
  public int nextPolicyVersion() {
    return ++policyVersion;
  }

  /** What a decision and a cryptographic call need to know of the key, with its policy in force. */
  public KeySnapshot snapshot(String policyDocument) {
    return snapshot(policyDocument, Optional.empty());
  }

  KeySnapshot snapshot(String policyDocument, Optional<WrappedMaterial> wrapped) {
    return new KeySnapshot(
        arn(),
        spec,
        usage,
        origin,
        state,
        description,
        tags,
        createdAt,
        deletionAt,
        MaterialId.of(materialId),
        ResourcePolicy.ofKey(policyDocument, account()),
        wrapped);
  }

  private Id id() {
    return Objects.requireNonNull(id);
  }

  @Override
  protected SealedFields fields(long version) {
    Id key = id();
    SealedFields fields =
        SealedFields.of(
                "kms_key", List.of(key.region(), key.keyId().toString()), account(), version)
            .flag("multi_region", multiRegion)
            .text("description", description)
            .text("key_spec", spec.name())
            .text("key_usage", usage.name())
            .text("origin", origin.name())
            .text("state", state.name())
            .number("created_at", createdAt.toEpochMilli())
            .number("deletion_at", deletionAt == null ? null : deletionAt.toEpochMilli())
            .bytes("material_id", materialId)
            .number("policy_version", (long) policyVersion)
            .number("tags", (long) tags.values().size());
    tags.values()
        .forEach((tagKey, value) -> fields.text("tag_key", tagKey).text("tag_value", value));
    return fields;
  }

  @Override
  protected String rowName() {
    return "kms_key " + id();
  }
}
