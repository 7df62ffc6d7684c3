package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The JSON of calls: all of the same 32 bytes, with an encryption context of one pair where there
 * is one, and by the first algorithm of the key's spec; of RSA that is PKCS #1 v1.5 with SHA-256.
 */
final class Calls {
  private static final byte[] BYTES =
      "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII);
  private static final String BASE64 = Base64.getEncoder().encodeToString(BYTES);
  private static final String CONTEXT = "\"EncryptionContext\":{\"app\":\"bench\"}";

  private Calls() {}

  /** What is encrypted or signed. */
  static byte[] bytes() {
    return BYTES.clone();
  }

  static SigningAlgorithm signing(KeySpec spec) {
    return spec.signingAlgorithms().getFirst();
  }

  static MacAlgorithm mac(KeySpec spec) {
    return spec.macAlgorithms().getFirst();
  }

  static String createKey(KeySpec spec) {
    KeyUsage usage =
        switch (spec.type()) {
          case SYMMETRIC -> KeyUsage.ENCRYPT_DECRYPT;
          case HMAC -> KeyUsage.GENERATE_VERIFY_MAC;
          default -> KeyUsage.SIGN_VERIFY;
        };
    return "{\"KeySpec\":\"%s\",\"KeyUsage\":\"%s\"}".formatted(spec, usage);
  }

  static String encrypt(KeyOfAccount key) {
    return "{\"KeyId\":\"%s\",\"Plaintext\":\"%s\",%s}".formatted(key.id(), BASE64, CONTEXT);
  }

  static String decrypt(KeyOfAccount key) {
    return "{\"CiphertextBlob\":\"%s\",%s}".formatted(key.made(), CONTEXT);
  }

  static String generateDataKey(KeyOfAccount key) {
    return "{\"KeyId\":\"%s\",\"KeySpec\":\"AES_256\",%s}".formatted(key.id(), CONTEXT);
  }

  static String reEncrypt(KeyOfAccount key, KeyOfAccount other) {
    return """
        {"CiphertextBlob":"%s","SourceEncryptionContext":{"app":"bench"},\
        "DestinationKeyId":"%s","DestinationEncryptionContext":{"app":"bench"}}"""
        .formatted(key.made(), other.id());
  }

  static String sign(KeyOfAccount key) {
    return """
        {"KeyId":"%s","Message":"%s","MessageType":"RAW","SigningAlgorithm":"%s"}"""
        .formatted(key.id(), BASE64, signing(key.spec()));
  }

  static String verify(KeyOfAccount key) {
    return """
        {"KeyId":"%s","Message":"%s","MessageType":"RAW","SigningAlgorithm":"%s","Signature":"%s"}"""
        .formatted(key.id(), BASE64, signing(key.spec()), key.made());
  }

  static String generateMac(KeyOfAccount key) {
    return "{\"KeyId\":\"%s\",\"Message\":\"%s\",\"MacAlgorithm\":\"%s\"}"
        .formatted(key.id(), BASE64, mac(key.spec()));
  }

  static String generateDataKeyPair(KeyOfAccount key, KeySpec pair) {
    return "{\"KeyId\":\"%s\",\"KeyPairSpec\":\"%s\",%s}".formatted(key.id(), pair, CONTEXT);
  }
}
