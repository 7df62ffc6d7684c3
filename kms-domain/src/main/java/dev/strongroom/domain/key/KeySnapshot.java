package dev.strongroom.domain.key;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.keystore.WrappedMaterial;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.policy.ResourcePolicy;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as it stood when it was read.
 *
 * @param arn its name in the deployment
 * @param deletionAt when it will be deleted, while it waits for that
 * @param material what encrypts now
 * @param policy the key policy in force
 * @param wrapped the current material, wrapped, if it was read too
 */
public record KeySnapshot(
    KeyArn arn,
    KeySpec spec,
    KeyUsage usage,
    KeyOrigin origin,
    KeyState state,
    String description,
    Tags tags,
    Instant createdAt,
    @Nullable Instant deletionAt,
    MaterialId material,
    ResourcePolicy policy,
    Optional<WrappedMaterial> wrapped) {}
