package dev.strongroom.domain.identity;

import dev.strongroom.domain.crypto.SecretBytes;

/**
 * An access key as it is used to verify signatures.
 *
 * @param accessKeyId its public id
 * @param secret the secret access key's UTF-8 bytes; lease it for the time of one verification
 * @param caller whom it authenticates
 */
public record Credential(String accessKeyId, SecretBytes secret, Caller caller) {}
