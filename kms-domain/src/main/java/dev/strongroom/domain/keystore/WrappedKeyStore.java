package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.InvalidPublicKeyException;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.MacKey;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.OpenedKey;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.SymmetricKey;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;

/**
 * The default store: material lies wrapped in the database and is opened, when first used, into a
 * bounded cache.
 */
public final class WrappedKeyStore implements KeyBackend {
  private final OpenedMaterials opened;
  private final Deployment deployment;
  private final RootKeyStore rootKeys;
  private final Randomness randomness;
  private final KeyPairSource pairs;

  /**
   * @param pairs where new key pairs come from
   */
  public WrappedKeyStore(
      OpenedMaterials opened,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      KeyPairSource pairs) {
    this.opened = opened;
    this.deployment = deployment;
    this.rootKeys = rootKeys;
    this.randomness = randomness;
    this.pairs = pairs;
  }

  @Override
  public NewMaterial create(KeyArn key, KeySpec spec, KeyUsage usage, String origin) {
    MaterialId id = MaterialId.of(randomness.bytes(MaterialId.LENGTH));
    try (SecretBytes material = newMaterial(key, spec)) {
      RootKeyStore.Wrapped wrapped =
          rootKeys.wrap(
              key.account(),
              version ->
                  WrapContext.material(
                      deployment.id(),
                      key.account(),
                      version,
                      key.key(),
                      id,
                      spec.name(),
                      usage.name(),
                      origin),
              material);
      return new NewMaterial(id, wrapped.rootVersion(), wrapped.bytes());
    }
  }

  private SecretBytes newMaterial(KeyArn key, KeySpec spec) {
    if (!spec.isAsymmetric()) {
      return SecretBytes.filledBy(spec.size() / Byte.SIZE, randomness::fill);
    }
    try (KeyPairMaterial pair = pairs.make(key.account(), spec)) {
      return pair.encoded();
    }
  }

  @Override
  public byte[] encrypt(
      BackingKey key, byte[] plaintext, EncryptionContext context, Reading reading) {
    return useCurrent(
        SymmetricKey.class,
        key,
        reading,
        (symmetric, _) -> symmetric.encrypt(plaintext, context, randomness));
  }

  @Override
  public Decrypted decrypt(
      BackingKey key, CiphertextBlob ciphertext, EncryptionContext context, Reading reading)
      throws UnknownMaterialException, NotAuthenticException {
    return opened.<SymmetricKey, Decrypted, NotAuthenticException>use(
        SymmetricKey.class,
        key,
        ciphertext.material(),
        reading,
        (symmetric, material) -> new Decrypted(symmetric.decrypt(ciphertext, context), material));
  }

  @Override
  public byte[] encrypt(
      BackingKey key, EncryptionAlgorithm algorithm, byte[] plaintext, Reading reading) {
    return usePair(key, reading, pair -> pair.encrypt(algorithm, plaintext));
  }

  @Override
  public byte[] decrypt(
      BackingKey key, EncryptionAlgorithm algorithm, byte[] ciphertext, Reading reading)
      throws NotAuthenticException {
    return this.<byte[], NotAuthenticException>usePair(
        key, reading, pair -> pair.decrypt(algorithm, ciphertext));
  }

  @Override
  public byte[] sign(
      BackingKey key,
      SigningAlgorithm algorithm,
      MessageType type,
      byte[] message,
      Reading reading) {
    return usePair(key, reading, pair -> pair.sign(algorithm, type, message));
  }

  @Override
  public boolean verify(
      BackingKey key,
      SigningAlgorithm algorithm,
      MessageType type,
      byte[] message,
      byte[] signature,
      Reading reading) {
    return usePair(key, reading, pair -> pair.verify(algorithm, type, message, signature));
  }

  @Override
  public byte[] mac(BackingKey key, MacAlgorithm algorithm, byte[] message, Reading reading) {
    return useCurrent(MacKey.class, key, reading, (mac, _) -> mac.mac(algorithm, message));
  }

  @Override
  public boolean verifyMac(
      BackingKey key, MacAlgorithm algorithm, byte[] message, byte[] claimed, Reading reading) {
    return useCurrent(
        MacKey.class, key, reading, (mac, _) -> mac.verify(algorithm, message, claimed));
  }

  @Override
  public byte[] agree(BackingKey key, byte[] peer, Reading reading)
      throws InvalidPublicKeyException {
    return this.<byte[], InvalidPublicKeyException>usePair(key, reading, pair -> pair.agree(peer));
  }

  @Override
  public AsymmetricKey.Encapsulated encapsulate(BackingKey key, Reading reading) {
    return usePair(key, reading, AsymmetricKey::encapsulate);
  }

  @Override
  public byte[] decapsulate(BackingKey key, byte[] ciphertext, Reading reading)
      throws MalformedCiphertextException {
    return this.<byte[], MalformedCiphertextException>usePair(
        key, reading, pair -> pair.decapsulate(ciphertext));
  }

  @Override
  public byte[] publicKey(BackingKey key, Reading reading) {
    return useCurrent(AsymmetricKey.class, key, reading, (pair, _) -> pair.publicKey());
  }

  private interface PairUse<T, E extends Exception> {
    T with(AsymmetricKey pair) throws E;
  }

  private <T, E extends Exception> T usePair(BackingKey key, Reading reading, PairUse<T, E> use)
      throws E {
    return this.<AsymmetricKey, T, E>useCurrent(
        AsymmetricKey.class,
        key,
        reading,
        (pair, _) -> {
          if (!pair.isQuick()) {
            reading.aboutToBlock();
          }
          return use.with(pair);
        });
  }

  private <K extends OpenedKey, T, E extends Exception> T useCurrent(
      Class<K> kind, BackingKey key, Reading reading, OpenedMaterials.Use<K, T, E> use) throws E {
    try {
      return opened.use(kind, key, key.material().first128(), reading, use);
    } catch (UnknownMaterialException e) {
      throw new IllegalStateException("the current material of " + key.arn() + " is missing", e);
    }
  }
}
