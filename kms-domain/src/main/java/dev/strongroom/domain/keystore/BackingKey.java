package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;
import java.util.Optional;

/**
 * A KMS key as its store sees it. Spec, usage and origin are bound into the material's wrap, by the
 * names of the API.
 *
 * @param material the material that encrypts
 * @param wrapped the same, if it was read with the key
 */
public record BackingKey(
    KeyArn arn,
    MaterialId material,
    KeySpec spec,
    KeyUsage usage,
    String origin,
    Optional<WrappedMaterial> wrapped) {}
