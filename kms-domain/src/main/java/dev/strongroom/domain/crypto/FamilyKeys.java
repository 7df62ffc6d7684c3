package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;

/**
 * The parsed halves of one pair, and what keys of their family can do: the methods of {@link
 * AsymmetricKey}, which sees to it that none runs after {@link #destroy}. Safe for use by several
 * threads. What a family does not override, its key specs do not allow.
 */
interface FamilyKeys {
  default byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    throw new UnsupportedOperationException("keys of this spec do not sign");
  }

  default boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] signature) {
    throw new UnsupportedOperationException("keys of this spec do not verify");
  }

  default byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
    throw new UnsupportedOperationException("keys of this spec do not encrypt");
  }

  default byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext)
      throws NotAuthenticException {
    throw new UnsupportedOperationException("keys of this spec do not decrypt");
  }

  default byte[] agree(byte[] peer) throws InvalidPublicKeyException {
    throw new UnsupportedOperationException("keys of this spec do not agree");
  }

  default AsymmetricKey.Encapsulated encapsulate() {
    throw new UnsupportedOperationException("keys of this spec do not encapsulate");
  }

  default byte[] decapsulate(byte[] ciphertext) throws MalformedCiphertextException {
    throw new UnsupportedOperationException("keys of this spec do not decapsulate");
  }

  /** How much memory they take, in bytes, about, on the heap and off it. */
  int weight();

  /** Zeroises what can be; called once, when nobody uses them any more. */
  default void destroy() {}
}
