package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.key.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link Change} works with inside its transaction: its keys, locked, authorised and
 * checked.
 */
public final class ChangeContext {
  private final Call call;
  private final List<Key> keys;
  private final List<EventRecord.Resource> touched = new ArrayList<>();

  ChangeContext(Call call, List<Key> keys) {
    this.call = call;
    this.keys = keys;
  }

  public Call call() {
    return call;
  }

  /** The key of the operation's only key permission. */
  public Key key() {
    return keys.getFirst();
  }

  /** The keys of the operation's key permissions, in their order. */
  public List<Key> keys() {
    return keys;
  }

  /**
   * Notes for the audit trail what the operation made or touched beyond its permissions' resources.
   */
  public void touched(EventRecord.Resource resource) {
    touched.add(resource);
  }

  List<EventRecord.Resource> touched() {
    return touched;
  }
}
