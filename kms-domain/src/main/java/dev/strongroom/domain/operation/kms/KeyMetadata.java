package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.LegacyKeySpec;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.key.KeyState;
import dev.strongroom.domain.operation.WireName;
import java.time.Instant;
import java.util.Arrays;
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
    @Nullable String customerMasterKeySpec,
    String keySpec,
    @Nullable List<String> encryptionAlgorithms,
    boolean multiRegion,
    @Nullable String currentKeyMaterialId) {
  private static final String CUSTOMER = "CUSTOMER";

  static KeyMetadata of(KeySnapshot key) {
    String spec = key.spec().name();
    boolean hasLegacyName =
        Arrays.stream(LegacyKeySpec.values()).anyMatch(legacy -> legacy.name().equals(spec));
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
        hasLegacyName ? spec : null,
        spec,
        key.usage() == KeyUsage.ENCRYPT_DECRYPT
            ? key.spec().encryptionAlgorithms().stream().map(Enum::name).toList()
            : null,
        key.arn().key().multiRegion(),
        key.material().toString());
  }
}
