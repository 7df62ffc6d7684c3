package dev.strongroom.hsm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A register in memory that survives a "crash", and that crashes before or after a step if told to.
 */
final class TestRegister implements RootKeyRegister {
  private final Map<RootKeyId, Entry> entries = new LinkedHashMap<>();
  private final Map<RootKeyId, byte[]> checkValues = new LinkedHashMap<>();
  private int stepsUntilCrash = Integer.MAX_VALUE;

  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Crashes at the n-th of the points that lie before and after each commit. */
  TestRegister crashingAt(int step) {
    stepsUntilCrash = step;
    return this;
  }

  TestRegister healed() {
    stepsUntilCrash = Integer.MAX_VALUE;
    return this;
  }

  private void point() {
    if (--stepsUntilCrash == 0) {
      throw new Crash();
    }
  }

  private synchronized void put(RootKeyId id, String owner, State state) {
    point();
    entries.put(id, new Entry(id, owner, state));
    point();
  }

  @Override
  public void creating(RootKeyId id, String owner) {
    put(id, owner, State.CREATING);
  }

  @Override
  public void activate(Entry entry, byte[] checkValue) {
    synchronized (this) {
      checkValues.put(entry.id(), checkValue);
    }
    put(entry.id(), entry.owner(), State.ACTIVE);
  }

  @Override
  public void destroying(Entry entry) {
    put(entry.id(), entry.owner(), State.DESTROYING);
  }

  @Override
  public void destroyed(Entry entry) {
    put(entry.id(), entry.owner(), State.DESTROYED);
  }

  @Override
  public synchronized List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  @Override
  public <T> T alone(Supplier<T> work) {
    return work.get();
  }

  @Override
  public synchronized RootKey key(Entry entry) {
    return new RootKey(entry.id(), Objects.requireNonNull(checkValues.get(entry.id())));
  }

  RootKey key(RootKeyId id) {
    return key(Objects.requireNonNull(entries.get(id)));
  }

  Entry entry(RootKeyId id) {
    return Objects.requireNonNull(entries.get(id));
  }
}
