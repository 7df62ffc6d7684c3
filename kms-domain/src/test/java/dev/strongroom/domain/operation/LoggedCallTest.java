package dev.strongroom.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggedCallTest {

  private static String carried() {
    return MDC.get(LoggedCall.FIELD);
  }

  @Test
  void aThreadCarriesTheCallUntilItIsClosed() {
    try (var _ = LoggedCall.of("one")) {
      assertThat(carried()).isEqualTo("one");
    }
    assertThat(carried()).isNull();
  }

  @Test
  void whatWasCarriedBeforeIsCarriedAgain() {
    try (var _ = LoggedCall.of("outer")) {
      try (var _ = LoggedCall.of("inner")) {
        assertThat(carried()).isEqualTo("inner");
      }
      assertThat(carried()).isEqualTo("outer");
    }
  }

  @Test
  void aThreadOfAPoolKeepsNothingOfACallThatFailed() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Runnable failing =
          LoggedCall.carrying(
              "one",
              () -> {
                assertThat(carried()).isEqualTo("one");
                throw new IllegalStateException("as it does");
              });
      assertThatThrownBy(() -> pool.submit(failing).get()).hasMessageContaining("as it does");
      assertThat(pool.submit(LoggedCallTest::carried).get()).isNull();
    }
  }

  @Test
  void aThreadThatIsStartedMeanwhileCarriesNothing() throws Exception {
    String[] seen = {"not run"};
    try (var _ = LoggedCall.of("one")) {
      Thread.startVirtualThread(() -> seen[0] = carried()).join();
    }
    assertThat(seen[0]).isNull();
  }
}
