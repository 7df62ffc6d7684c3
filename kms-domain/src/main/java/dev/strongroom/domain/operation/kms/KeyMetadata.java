package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.key.KeyState;
import dev.strongroom.domain.operation.WireName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key as CreateKey and DescribeKey show it (AWS KMS API, KeyMetadata). */
public record KeyMetadata(
    @WireName("AWSAccountId") String awsAccountId,
    String keyId,
    String arn,
    Instant creationDate,
    boolean enabled,
    String description,
    String keyUsage,
    String keyState,
    @Nullable Instant deletionDate,
    String origin,
    String keyManager,
    String customerMasterKeySpec,
    String keySpec,
    @Nullable List<String> encryptionAlgorithms,
    @Nullable List<String> signingAlgorithms,
    @Nullable List<String> keyAgreementAlgorithms,
    boolean multiRegion,
    @Nullable List<String> macAlgorithms,
    @Nullable String currentKeyMaterialId,
    @Nullable List<String> encapsulationAlgorithms) {
  private static final String CUSTOMER = "CUSTOMER";

  static KeyMetadata of(KeySnapshot key) {
    UsableAlgorithms algorithms = UsableAlgorithms.of(key);
    return new KeyMetadata(
        key.arn().account().toString(),
        key.arn().key().toString(),
        key.arn().toString(),
        key.createdAt(),
        key.state() == KeyState.ENABLED,
        key.description(),
        key.usage().name(),
        key.state().toString(),
        key.deletionAt(),
        key.origin().name(),
        CUSTOMER,
        key.spec().name(),
        key.spec().name(),
        algorithms.encryption(),
        algorithms.signing(),
        algorithms.agreement(),
        key.arn().key().multiRegion(),
        algorithms.macs(),
        // Only these can have several.
        key.spec() == KeySpec.SYMMETRIC_DEFAULT ? key.material().toString() : null,
        algorithms.encapsulation());
  }
}
