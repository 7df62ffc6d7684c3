package dev.strongroom.domain.keystore;

import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;

/**
 * A KMS key as its store sees it. Spec, usage and origin are bound into the material's wrap, as the
 * API writes them.
 *
 * @param material the material that encrypts
 */
public record BackingKey(
    KeyArn arn, MaterialId material, String spec, String usage, String origin) {}
