package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.LegacyKeySpec;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyMaterial;
import dev.strongroom.domain.key.KeyMaterials;
import dev.strongroom.domain.key.KeyOrigin;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyPolicy;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.key.Tags;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.NewMaterial;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.domain.policy.DefaultKeyPolicy;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key (AWS KMS API, CreateKey); origins, stores and kinds that are not built are refused.
 */
public final class CreateKey implements Change<CreateKey.Request, CreateKey.Response> {
  private final KeyBackend backend;
  private final Randomness randomness;
  private final Keys keys;
  private final KeyPolicies policies;
  private final KeyMaterials materials;
  private final Clock clock;

  public CreateKey(
      KeyBackend backend,
      Randomness randomness,
      Keys keys,
      KeyPolicies policies,
      KeyMaterials materials,
      Clock clock) {
    this.backend = backend;
    this.randomness = randomness;
    this.keys = keys;
    this.policies = policies;
    this.materials = materials;
    this.clock = clock;
  }

  /** The input. */
  public record Request(
      @Pattern(regexp = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+") @Size(min = 1, max = 131072)
          @Nullable String policy,
      @Size(max = 8192) @Nullable String description,
      @AllowedValues(KeyUsage.class) @Nullable String keyUsage,
      @AllowedValues(LegacyKeySpec.class) @Nullable String customerMasterKeySpec,
      @AllowedValues(KeySpec.class) @Nullable String keySpec,
      @AllowedValues(KeyOrigin.class) @Nullable String origin,
      @Size(min = 1, max = 64) @Nullable String customKeyStoreId,
      @Nullable Boolean bypassPolicyLockoutSafetyCheck,
      @Nullable List<Tag> tags,
      @Nullable Boolean multiRegion,
      @Pattern(regexp = "^[a-zA-Z0-9-_.]+$") @Size(min = 1, max = 128) @Nullable String xksKeyId) {}

  /** The output. */
  public record Response(KeyMetadata keyMetadata) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    boolean tagged = request.tags() != null && !request.tags().isEmpty();
    return tagged
        ? List.of(Permission.on("kms:CreateKey"), Permission.on("kms:TagResource"))
        : List.of(Permission.on("kms:CreateKey"));
  }

  @Override
  public Step<Response> prepare(Call call, Request request) {
    KeySpec spec = spec(request);
    KeyUsage usage = usage(request, spec);
    refuseWhatIsNotBuilt(request);
    Tags tags = Tag.toTags(request.tags());
    String policy = policy(call, request);
    KeyArn arn =
        new KeyArn(call.region(), call.caller().account(), new KeyId(randomness.uuid(), false));
    NewMaterial material = backend.create(arn, spec, usage, KeyOrigin.AWS_KMS.name());
    String description = Objects.requireNonNullElse(request.description(), "");
    return context -> {
      Instant now = clock.instant();
      Key key = new Key(arn, spec, usage, description, tags, material.id(), now);
      keys.save(key);
      policies.save(new KeyPolicy(arn, key.policyVersion(), policy, now));
      materials.save(
          new KeyMaterial(arn, material.id(), material.rootVersion(), material.wrapped(), now));
      context.touched(
          new EventRecord.Resource(arn.account(), EventRecord.Resource.KEY, arn.toString()));
      return new Response(KeyMetadata.of(key.snapshot(policy)));
    };
  }

  private static KeySpec spec(Request request) {
    if (request.keySpec() != null && request.customerMasterKeySpec() != null) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "You cannot specify KeySpec and CustomerMasterKeySpec in the same request."
              + " CustomerMasterKeySpec is deprecated.");
    }
    String name = request.keySpec() != null ? request.keySpec() : request.customerMasterKeySpec();
    return name == null ? KeySpec.SYMMETRIC_DEFAULT : KeySpec.valueOf(name);
  }

  private static KeyUsage usage(Request request, KeySpec spec) {
    if (request.keyUsage() == null && spec != KeySpec.SYMMETRIC_DEFAULT) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
    }
    KeyUsage usage =
        request.keyUsage() == null
            ? KeyUsage.ENCRYPT_DECRYPT
            : KeyUsage.valueOf(request.keyUsage());
    if (!spec.allows(usage)) {
      throw new KmsException(
          ErrorCode.VALIDATION, "KeyUsage " + usage + " is not compatible with KeySpec " + spec);
    }
    return usage;
  }

  private static void refuseWhatIsNotBuilt(Request request) {
    if (request.origin() != null && !request.origin().equals(KeyOrigin.AWS_KMS.name())) {
      throw NotBuilt.unsupported("Origin " + request.origin());
    }
    if (request.customKeyStoreId() != null) {
      throw NotBuilt.unsupported("CustomKeyStoreId");
    }
    if (request.xksKeyId() != null) {
      throw NotBuilt.unsupported("XksKeyId");
    }
    if (Boolean.TRUE.equals(request.multiRegion())) {
      throw NotBuilt.unsupported("MultiRegion");
    }
  }

  private static String policy(Call call, Request request) {
    String given = request.policy();
    if (given == null) {
      return DefaultKeyPolicy.of(call.caller().account(), call.region().partition());
    }
    return KeyPolicyDocument.accepted(given, call.caller().account());
  }
}
