package dev.strongroom.bench;

import java.util.Locale;

/** What is measured, always of 32 bytes and with an encryption context of one pair. */
enum Workload {
  ENCRYPT("Encrypt") {
    @Override
    String body(KeyOfAccount key, String other) {
      return encrypt(key.id());
    }
  },
  DECRYPT("Decrypt") {
    @Override
    String body(KeyOfAccount key, String other) {
      return "{\"CiphertextBlob\":\"%s\",%s}".formatted(key.ciphertext(), CONTEXT);
    }
  },
  GENERATE_DATA_KEY("GenerateDataKey") {
    @Override
    String body(KeyOfAccount key, String other) {
      return "{\"KeyId\":\"%s\",\"KeySpec\":\"AES_256\",%s}".formatted(key.id(), CONTEXT);
    }
  },
  RE_ENCRYPT("ReEncrypt") {
    @Override
    String body(KeyOfAccount key, String other) {
      return """
          {"CiphertextBlob":"%s","SourceEncryptionContext":{"app":"bench"},\
          "DestinationKeyId":"%s","DestinationEncryptionContext":{"app":"bench"}}"""
          .formatted(key.ciphertext(), other);
    }
  };

  private static final String CONTEXT = "\"EncryptionContext\":{\"app\":\"bench\"}";
  // 32 bytes in base64.
  private static final String PLAINTEXT = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final String operation;

  Workload(String operation) {
    this.operation = operation;
  }

  /** The operation's name in the API. */
  String operation() {
    return operation;
  }

  /**
   * The JSON of a call.
   *
   * @param other another key of the same account
   */
  abstract String body(KeyOfAccount key, String other);

  static String encrypt(String keyId) {
    return "{\"KeyId\":\"%s\",\"Plaintext\":\"%s\",%s}".formatted(keyId, PLAINTEXT, CONTEXT);
  }

  /** Whether this is the operation's name, in whatever case. */
  boolean isNamed(String name) {
    return operation.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }

  /** By the operation's name, whatever its case. */
  static Workload of(String name) {
    for (Workload each : values()) {
      if (each.isNamed(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("There is no workload " + name + ".");
  }
}
