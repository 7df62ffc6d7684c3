package dev.strongroom.bench;

/**
 * A key to measure with.
 *
 * @param ciphertext in base64, of 32 bytes under it
 */
record KeyOfAccount(Account account, String id, String ciphertext) {}
