package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.command.Script.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {
  @TempDir Path directory;

  @Test
  void countsAndFailsWhenATestFailed() throws Exception {
    report(
        "<testsuite><testcase classname='a.B' name='works' time='0.5'/>"
            + "<testcase classname='a.B' name='breaks' time='1,200.5'>"
            + "<failure message='m'>expected 1\nbut was 2</failure></testcase>"
            + "<testcase classname='a.B' name='later' time='0'><skipped message='no HSM'/></testcase></testsuite>");
    Run run = summary("0");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED B.breaks\n  expected 1\n  but was 2\n", "SKIPPED: no HSM\n  B.later\n")
        .containsSubsequence("1200.50 s  B.breaks", "0.50 s  B.works")
        .endsWith("\n1 passed, 1 failed, 1 skipped\n");
  }

  @Test
  void tellsTheReasonThatOnlyTheStackTraceHas() throws Exception {
    report(
        "<testsuite><testcase classname='a.B' name='works' time='0.5'/>"
            + "<testcase classname='a.B' name='later' time='0'><skipped type='x'>"
            + "org.opentest4j.TestAbortedException: Assumption failed: no disk\n\tat a.B.later"
            + "</skipped></testcase></testsuite>");
    assertThat(summary("0").out()).contains("SKIPPED: Assumption failed: no disk\n  B.later\n");
  }

  @Test
  void failsWhenNoTestRanOrTheBuildFailed() throws Exception {
    assertThat(summary("0").exitCode()).isEqualTo(1);
    report("<testsuite><testcase classname='a.B' name='works' time='0.5'/></testsuite>");
    assertThat(summary("1").exitCode()).isEqualTo(1);
    Run good = summary("0");
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).endsWith("\n1 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void failsWhenAllWereSkippedUnlessTheyMayBe() throws Exception {
    // A class that is skipped as a whole is reported as one test without a name.
    report(
        "<testsuite><testcase classname='a.B' name='' time='0'><skipped message='no HSM'/>"
            + "</testcase></testsuite>");
    assertThat(summary("0").exitCode()).isEqualTo(1);
    Run allowed = summary("0", "all-may-be-skipped");
    assertThat(allowed.exitCode()).isZero();
    assertThat(allowed.out())
        .contains("SKIPPED: no HSM\n  B\n")
        .endsWith("\n0 passed, 0 failed, 1 skipped\n");
    assertThat(summary("1", "all-may-be-skipped").exitCode()).isEqualTo(1);
  }

  private void report(String xml) throws Exception {
    Path reports = Files.createDirectories(directory.resolve("module/target/surefire-reports"));
    Files.writeString(reports.resolve("TEST-a.B.xml"), xml);
  }

  private Run summary(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                ".ci/TestSummary.java",
                directory.toString()));
    command.addAll(List.of(arguments));
    return new Script(directory.resolve("home")).run(command);
  }
}
