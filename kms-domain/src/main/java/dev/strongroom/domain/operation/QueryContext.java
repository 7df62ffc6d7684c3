package dev.strongroom.domain.operation;

import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.name.MaterialId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a {@link Query} works with: its keys, resolved, authorised and checked. */
public final class QueryContext {
  private final Call call;
  private final Reading reading;
  private final List<KeySnapshot> keys;
  private final Kept kept;
  private final Map<String, MaterialId> usedMaterials = new LinkedHashMap<>();

  QueryContext(Call call, Reading reading, List<KeySnapshot> keys, Kept kept) {
    this.call = call;
    this.reading = reading;
    this.keys = keys;
    this.kept = kept;
  }

  public Call call() {
    return call;
  }

  /** The key of the operation's only key permission. */
  public KeySnapshot key() {
    return keys.getFirst();
  }

  /** The keys of the operation's key permissions, in their order. */
  public List<KeySnapshot> keys() {
    return keys;
  }

  /** Collects what the operation reads; to be asked before anything that waits. */
  public Reading reading() {
    return reading;
  }

  /**
   * The key pair that an earlier attempt at this call made, else what the maker makes now: what the
   * call rests on may change while that takes seconds. One pair a call; closed at its end.
   */
  public KeyPairMaterial onePair(Supplier<KeyPairMaterial> maker) {
    return kept.once(maker);
  }

  /** Notes for the audit trail which material was used. */
  public void usedMaterial(MaterialId material) {
    usedMaterial("keyMaterialId", material);
  }

  /**
   * Notes one of several materials that were used.
   *
   * @param member CloudTrail's name for it in {@code additionalEventData}
   */
  public void usedMaterial(String member, MaterialId material) {
    usedMaterials.put(member, material);
  }

  /** The refusal of a ciphertext that names unknown material: the same as for an unknown key. */
  public static KmsException ciphertextRefused() {
    return KeyGate.ciphertextRefused();
  }

  Map<String, MaterialId> usedMaterials() {
    return usedMaterials;
  }
}
