package dev.strongroom.hsm;

import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps account, outside of the token, of which root keys there are and how far the life of each
 * has come. Every method has committed when it returns.
 */
public interface RootKeyRegister {

  /** How far the life of a root key has come. */
  enum State {
    CREATING,
    ACTIVE,
    DESTROYING,
    DESTROYED
  }

  /**
   * A root key's entry.
   *
   * @param owner whose key it is, in the register's own terms; also the object's label
   */
  record Entry(RootKeyId id, String owner, State state) {}

  /** Enters a key that is about to be made. */
  void creating(RootKeyId id, String owner);

  /** The key is made and trusted, and may be used. */
  void activate(Entry entry, byte[] checkValue);

  /** The key is about to be destroyed, and must not be used any more. */
  void destroying(Entry entry);

  /** The key is gone. */
  void destroyed(Entry entry);

  /** Every entry. */
  List<Entry> entries();

  /**
   * Runs the work while no other process does so: two that finish the same entry would make two
   * keys.
   */
  <T> T alone(Supplier<T> work);

  /** A key that is active or being destroyed, with its check value. */
  RootKey key(Entry entry);
}
