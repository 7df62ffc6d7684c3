package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.MacAlgorithm;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;

/** The material of an HMAC key, opened (RFC 2104, FIPS 198-1). */
public final class MacKey implements OpenedKey {
  // A key off the heap with what guards it, and the names of key and material.
  private static final int WEIGHT = 800;

  private static final Map<MacAlgorithm, Spares<Mac>> SPARES =
      Stream.of(MacAlgorithm.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  algorithm -> algorithm, algorithm -> new Spares<>(() -> create(algorithm))));

  private final SecretBytes material;

  private MacKey(SecretBytes material) {
    this.material = material;
  }

  /** Opens a material, of any length. It stays the caller's, to close. */
  public static MacKey open(SecretBytes material) {
    try (SecretBytes.Lease lease = material.lease()) {
      return new MacKey(
          SecretBytes.filledBy(material.size(), target -> target.copyFrom(lease.segment())));
    }
  }

  /**
   * The MAC of a message.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] mac(MacAlgorithm algorithm, byte[] message) {
    Spares<Mac> spares = Objects.requireNonNull(SPARES.get(algorithm));
    Mac mac = spares.take();
    try (SecretBytes.Lease lease = material.lease()) {
      byte[] result =
          lease.withBytes(
              bytes -> {
                init(mac, new LentKey(algorithm.jcaName(), bytes, 0, bytes.length));
                return mac.doFinal(message);
              });
      // So that while it waits no real key stays in its pads, and no result in its hash.
      init(mac, new LentKey(algorithm.jcaName(), new byte[algorithm.length()], 0, 1));
      mac.update((byte) 0);
      mac.reset();
      spares.giveBack(mac);
      return result;
    }
  }

  /**
   * Whether the MAC is this key's of this message; compared in constant time, and never in part.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public boolean verify(MacAlgorithm algorithm, byte[] message, byte[] claimed) {
    return Digests.equal(mac(algorithm, message), claimed);
  }

  private static void init(Mac mac, LentKey key) {
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  private static Mac create(MacAlgorithm algorithm) {
    try {
      return Mac.getInstance(algorithm.jcaName(), Jdk.SUN_JCE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm.jcaName(), e);
    }
  }

  @Override
  public boolean isClosed() {
    return material.isClosed();
  }

  @Override
  public int weight() {
    return WEIGHT;
  }

  @Override
  public void close() {
    material.close();
  }
}
