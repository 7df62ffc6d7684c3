package dev.strongroom.bench;

/**
 * A tenant of the measured server.
 *
 * @param accessKeyId of its root user
 * @param secret the secret access key
 */
record Account(String accessKeyId, String secret) {
  @Override
  public String toString() {
    return accessKeyId;
  }
}
