package dev.strongroom.domain.keystore;

import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.name.MaterialId;

/**
 * A key material as it lies in the database, read together with its key so that opening it needs no
 * second read. It is no secret: only the account's root key opens it.
 *
 * @param rootVersion of the root key that wraps it
 * @param wrapped not to be changed
 * @param dependency on the material, tracked before it was read
 */
public record WrappedMaterial(
    MaterialId id, int rootVersion, byte[] wrapped, Dependency dependency) {}
