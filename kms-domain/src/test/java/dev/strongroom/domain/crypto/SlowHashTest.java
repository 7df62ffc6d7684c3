package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowHashTest {
  private static final byte[] SECRET = {1, 2, 3};

  @Test
  void dependsOnSecretAndSalt() {
    byte[] salt = SlowHash.newSalt();
    byte[] hash = SlowHash.of(SECRET, salt);
    assertThat(hash).hasSize(32).isEqualTo(SlowHash.of(SECRET, salt));
    assertThat(hash).isNotEqualTo(SlowHash.of(SECRET, SlowHash.newSalt()));
    assertThat(hash).isNotEqualTo(SlowHash.of(new byte[] {1, 2, 4}, salt));
  }
}
