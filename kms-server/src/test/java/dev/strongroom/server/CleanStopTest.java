package dev.strongroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanStopTest {
  private final List<String> stopped = new ArrayList<>();
  private final CleanStop stop = new CleanStop();

  @Test
  void stopsInReverseOrderAndOnce() {
    stop.add(() -> stopped.add("lock"));
    stop.add(() -> stopped.add("database"));
    assertThat(stop.run()).isTrue();
    stop.run();
    assertThat(stopped).containsExactly("database", "lock");
  }

  @Test
  void stopsTheOthersWhenOneFails() {
    stop.add(() -> stopped.add("lock"));
    stop.add(
        () -> {
          throw new IllegalStateException("no");
        });
    assertThat(stop.run()).isFalse();
    assertThat(stopped).containsExactly("lock");
  }

  @Test
  void stopsAtOnceWhatArrivesTooLate() {
    stop.run();
    assertThatThrownBy(() -> stop.add(() -> stopped.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stopped).containsExactly("late");
  }
}
