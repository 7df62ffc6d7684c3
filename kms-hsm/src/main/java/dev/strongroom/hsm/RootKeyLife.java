package dev.strongroom.hsm;

import dev.strongroom.hsm.RootKeyRegister.Entry;
import dev.strongroom.hsm.RootKeyRegister.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of root keys: registered before they are made, and used only once they are made, trusted
 * and their check value is registered. A crash at any step leaves something that {@link #resume}
 * finishes; nothing is made twice, because each step begins with a search by CKA_ID, and nothing
 * that is not registered is ever destroyed, because it may be what a restored database needs.
 */
public final class RootKeyLife {
  private final Token token;
  private final RootKeys keys;
  private final RootKeyRegister register;
  private final Extractability extractability;

  public RootKeyLife(Token token, RootKeyRegister register, Extractability extractability) {
    this(token, token.rootKeys(), register, extractability);
  }

  RootKeyLife(Token token, RootKeys keys, RootKeyRegister register, Extractability extractability) {
    this.token = token;
    this.keys = keys;
    this.register = register;
    this.extractability = extractability;
  }

  /**
   * Makes a root key.
   *
   * @param owner whose it is, in the register's terms
   */
  public RootKeyId create(String owner) {
    RootKeyId id = new RootKeyId(token.random(RootKeyId.LENGTH));
    return register.alone(
        () -> {
          register.creating(id, owner);
          finishCreation(new Entry(id, owner, State.CREATING));
          return id;
        });
  }

  private void finishCreation(Entry entry) {
    keys.generate(entry.id(), entry.owner(), extractability);
    keys.inspect(entry.id()).requireTrusted(extractability);
    register.activate(entry, keys.checkValue(entry.id()));
  }

  /** Destroys an active root key: what it wraps can never be opened again. */
  public void destroy(Entry entry) {
    keys.prove(register.key(entry));
    register.alone(
        () -> {
          register.destroying(entry);
          finishDestruction(entry);
          return entry;
        });
  }

  private void finishDestruction(Entry entry) {
    keys.destroy(register.key(entry));
    register.destroyed(entry);
  }

  /**
   * What {@link #resume} did.
   *
   * @param problems of entries that could not be finished; they stay as they are
   */
  public record Resumed(List<Entry> finished, Map<Entry, HsmException> problems) {}

  /**
   * Finishes what a crash has left half done. One bad key keeps no other from being finished.
   *
   * @throws HsmException when the token itself does not answer
   */
  public Resumed resume() {
    return register.alone(
        () -> {
          List<Entry> finished = new ArrayList<>();
          Map<Entry, HsmException> problems = new LinkedHashMap<>();
          for (Entry entry : register.entries()) {
            try {
              if (finish(entry)) {
                finished.add(entry);
              }
            } catch (HsmException.KeyAmbiguous
                | HsmException.KeyUntrusted
                | HsmException.KeyMissing e) {
              problems.put(entry, e);
            }
          }
          return new Resumed(finished, problems);
        });
  }

  private boolean finish(Entry entry) {
    switch (entry.state()) {
      case CREATING -> finishCreation(entry);
      case DESTROYING -> finishDestruction(entry);
      case ACTIVE, DESTROYED -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Proves every active key; what is missing or not the key that was made, by id, with its problem.
   */
  public Map<String, HsmException> verifyActive() {
    Map<String, HsmException> problems = new TreeMap<>();
    for (Entry entry : register.entries()) {
      if (entry.state() == State.ACTIVE) {
        try {
          keys.prove(register.key(entry));
        } catch (HsmException.KeyMissing
            | HsmException.KeyAmbiguous
            | HsmException.KeyUntrusted e) {
          problems.put(entry.id().toString(), e);
        }
      }
    }
    return problems;
  }

  /** Keys in the token that the register does not know. They are reported, never removed. */
  public List<RootKeyAttributes> unregistered() {
    Set<RootKeyId> known = new HashSet<>();
    register.entries().forEach(entry -> known.add(entry.id()));
    return keys.list().stream().filter(key -> !known.contains(key.id())).toList();
  }
}
