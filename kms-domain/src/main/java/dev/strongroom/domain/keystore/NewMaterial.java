package dev.strongroom.domain.keystore;

import dev.strongroom.domain.name.MaterialId;

/**
 * Fresh key material, wrapped, not yet stored.
 *
 * @param rootVersion the version of the account's root key that wraps it
 * @param wrapped IV, ciphertext and tag as the token gave them
 */
public record NewMaterial(MaterialId id, int rootVersion, byte[] wrapped) {}
