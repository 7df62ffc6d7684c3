package dev.strongroom.domain.keystore;

import java.util.UUID;

/**
 * The identity that database and token share.
 *
 * @param id random, made at the first start
 */
public record Deployment(UUID id) {}
