package dev.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessCpuTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void timeGoesOnWithWorkAndHoldsThatOfEndedChildren() throws Exception {
    Duration before = new ProcessCpu(SELF, true).time();
    new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done")
        .start()
        .waitFor();
    assertThat(new ProcessCpu(SELF, true).time().minus(before)).isPositive();
    assertThat(new ProcessCpu(SELF, false).residentKilobytes()).isGreaterThan(10_000);
  }

  @Test
  void aProcessThatHasEndedCountsNothing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(new ProcessCpu(ended.pid(), true).time()).isZero();
    assertThat(new ProcessCpu(ended.pid(), true).residentKilobytes()).isZero();
  }
}
