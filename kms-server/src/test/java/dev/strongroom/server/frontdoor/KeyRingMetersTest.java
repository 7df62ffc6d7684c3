package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** What operators see of the caches and queues. */
class KeyRingMetersTest {
  private static final String PREFIX = "strongroom.key_ring.";

  private final MeterRegistry registry = FrontDoor.shared().bean(MeterRegistry.class);

  private double count(String name, String kind) {
    return registry.get(PREFIX + name).tag("kind", kind).functionCounter().count();
  }

  private double gauge(String name) {
    return registry.get(PREFIX + name).gauge().value();
  }

  @Test
  void hitsAndMissesOfEachKindAreCounted() {
    KmsClient kms = FrontDoor.shared().newAccount().kms();
    String key = kms.createKey().keyMetadata().keyId();
    double misses = count("misses", "material");
    double hits = count("hits", "material");
    for (int i = 0; i < 3; i++) {
      kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x")));
    }
    assertThat(count("misses", "material")).isGreaterThanOrEqualTo(misses + 1);
    assertThat(count("hits", "material")).isGreaterThanOrEqualTo(hits + 2);
    assertThat(registry.get(PREFIX + "entries").tag("kind", "key").gauge().value()).isPositive();
    assertThat(gauge("accounts")).isPositive();
    assertThat(gauge("share.max")).isPositive().isLessThanOrEqualTo(gauge("size"));
    assertThat(gauge("size")).isLessThanOrEqualTo(gauge("size.max"));
    assertThat(registry.get(PREFIX + "waiting").tag("queue", "database").gauge().value())
        .isNotNegative();
  }

  @Test
  void labelsAreFewAndNameNoAccount() {
    List<Meter> meters =
        registry.getMeters().stream()
            .filter(meter -> meter.getId().getName().startsWith(PREFIX))
            .toList();
    assertThat(meters).hasSizeGreaterThan(30);
    assertThat(meters)
        .flatMap(meter -> meter.getId().getTags())
        .extracting(Tag::getKey)
        .containsOnly("kind", "queue", "reason");
    assertThat(meters)
        .flatMap(meter -> meter.getId().getTags())
        .extracting(Tag::getValue)
        .allMatch(value -> value.matches("[a-z ]+"));
  }
}
