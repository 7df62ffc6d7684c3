package dev.strongroom.domain.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The request quotas in force, and which of them a call is charged to. */
public final class RequestQuotas {
  private static final String KMS = "kms";
  private static final String STS = "sts";

  private final List<RequestQuota> all = new ArrayList<>();
  private final Map<String, Charge> ofKms = new HashMap<>();
  private final @Nullable RequestQuota other;
  private final @Nullable RequestQuota ofSts;

  /**
   * What the calls of an operation are charged to.
   *
   * @param byAsked by what the request asks for, where the operation has several
   * @param otherwise for a request that asks for nothing that there is
   */
  private record Charge(Map<String, RequestQuota> byAsked, RequestQuota otherwise) {
    RequestQuota quota(@Nullable String asked) {
      return asked == null ? otherwise : byAsked.getOrDefault(asked, otherwise);
    }
  }

  private RequestQuotas(Map<String, Double> rates, int burst) {
    Map<String, RequestQuota> byName = new HashMap<>();
    rates.forEach(
        (name, rate) -> {
          int most = (int) Math.clamp(Math.round(rate), burst, Integer.MAX_VALUE);
          RequestQuota quota = new RequestQuota(name, all.size(), rate, most);
          all.add(quota);
          byName.put(name, quota);
        });
    if (!byName.isEmpty()) {
      chargeOperations(byName);
    }
    other = byName.get(QuotaTable.OTHER);
    ofSts = byName.get(QuotaTable.TOKEN_SERVICE);
  }

  private void chargeOperations(Map<String, RequestQuota> byName) {
    QuotaTable.OWN.values().stream()
        .flatMap(List::stream)
        .forEach(operation -> ofKms.put(operation, charge(byName, List.of(operation))));
    QuotaTable.SHARED.stream()
        .flatMap(quota -> quota.operations().stream())
        .forEach(operation -> ofKms.put(operation, charge(byName, sharedBy(operation))));
  }

  private static Charge charge(Map<String, RequestQuota> byName, List<String> quotas) {
    Map<String, RequestQuota> byAsked = new HashMap<>();
    QuotaTable.byAsked()
        .forEach(
            (asked, name) -> {
              RequestQuota quota = byName.get(name);
              if (quota != null && quotas.contains(name)) {
                byAsked.put(asked, quota);
              }
            });
    return new Charge(byAsked, Objects.requireNonNull(byName.get(quotas.getFirst())));
  }

  /** No quotas at all: nobody is ever throttled. */
  public static RequestQuotas none() {
    return new RequestQuotas(Map.of(), 1);
  }

  /**
   * The table with some rates changed.
   *
   * @param changed calls a second by the quota's name, in any case
   * @param burst the calls that a bucket holds at least; otherwise it holds one second's
   * @throws IllegalArgumentException for an unknown quota, or a rate or burst out of bounds
   */
  public static RequestQuotas of(Map<String, Double> changed, int burst) {
    if (burst < 1) {
      throw new IllegalArgumentException("a bucket holds at least 1 call, not " + burst);
    }
    Map<String, Double> rates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    QuotaTable.SHARED.forEach(quota -> rates.put(quota.name(), quota.perSecond()));
    QuotaTable.OWN.forEach((rate, names) -> names.forEach(name -> rates.put(name, (double) rate)));
    changed.forEach(
        (name, rate) -> {
          if (rates.replace(name, rate) == null) {
            throw new IllegalArgumentException(unknown(name));
          }
        });
    return new RequestQuotas(rates, burst);
  }

  private static String unknown(String name) {
    List<String> shared = sharedBy(name);
    return shared.isEmpty()
        ? "there is no request quota "
            + name
            + "; those that operations share are "
            + QuotaTable.SHARED.stream()
                .map(QuotaTable.Shared::name)
                .sorted()
                .collect(Collectors.joining(", "))
        : name + " has no request quota of its own but shares " + String.join(", ", shared);
  }

  /** The names of the quotas that an operation shares with others. */
  private static List<String> sharedBy(String operation) {
    return QuotaTable.SHARED.stream()
        .filter(quota -> quota.operations().stream().anyMatch(operation::equalsIgnoreCase))
        .map(QuotaTable.Shared::name)
        .toList();
  }

  /**
   * What a call is charged to; null when it is charged to nothing, as the operator's calls.
   *
   * @param service the service's signing name
   * @param asked the spec or algorithm that the request asks for, in any state; null for none
   */
  public @Nullable RequestQuota find(String service, String operation, @Nullable String asked) {
    return switch (service) {
      case KMS -> {
        Charge charge = ofKms.get(operation);
        yield charge == null ? other : charge.quota(asked);
      }
      case STS -> ofSts;
      default -> null;
    };
  }

  Collection<RequestQuota> all() {
    return all;
  }
}
