package dev.strongroom.domain.operation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All operations by service and name. */
public final class Operations {
  private final Map<Service, Map<String, Operation<?, ?>>> byName = new HashMap<>();
  private final List<Operation<?, ?>> all;

  public Operations(Collection<? extends Operation<?, ?>> operations) {
    all = List.copyOf(operations);
    for (Operation<?, ?> operation : all) {
      byName
          .computeIfAbsent(operation.service(), s -> new HashMap<>())
          .put(operation.name(), operation);
    }
  }

  /** The operation of a name; empty when the API has none or it is not built. */
  public Optional<Operation<?, ?>> find(Service service, String name) {
    return Optional.ofNullable(byName.getOrDefault(service, Map.of()).get(name));
  }

  public List<Operation<?, ?>> all() {
    return all;
  }
}
