package dev.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TableTest {
  @TempDir Path directory;

  private static Row row(int connections, double perSecond, OptionalDouble serverCpu) {
    return row("all keys", "Encrypt", connections, perSecond, serverCpu);
  }

  private static Row row(
      String cache, String operation, int connections, double perSecond, OptionalDouble serverCpu) {
    return new Row(
        cache,
        operation,
        connections,
        1_000,
        0,
        perSecond,
        340,
        900,
        1_500,
        serverCpu,
        OptionalDouble.of(20),
        8,
        OptionalDouble.empty());
  }

  @Test
  void comparesTheRowsThatBothRunsHave() {
    List<Row> now = List.of(row(1, 3_000, OptionalDouble.of(30)), row(16, 1, OptionalDouble.of(1)));
    List<Row> before = List.of(row(1, 2_000, OptionalDouble.of(60)));
    assertThat(Table.compare(now, before))
        .contains("1.50", "0.50")
        .contains("all keys Encrypt 1 ")
        .doesNotContain("all keys Encrypt 16");
  }

  @Test
  void saysThatRunsHaveNothingInCommon() {
    List<Row> now = List.of(row(1, 3_000, OptionalDouble.of(30)));
    List<Row> before = List.of(row(16, 2_000, OptionalDouble.of(60)));
    assertThat(Table.compare(now, before)).contains("nothing to compare").doesNotContain("calls/s");
  }

  @Test
  void whatCouldNotBeMeasuredIsADash() {
    assertThat(Table.of(List.of(row(1, 3_000, OptionalDouble.empty()))))
        .containsPattern("Encrypt +1 +3000 +0[.]34 +0[.]90 +1[.]50 +0 +- +20[.]0 +8[.]0 +-");
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    Report report =
        new Report(
            Map.of("cpus", 2),
            Map.of(),
            Map.of("keys", 1_000),
            Map.of("later start, s", 2.4),
            List.of(row(1, 3_000, OptionalDouble.empty())),
            List.of(new Sum("Sign P-256", 16, 40, 60, 100, 110, 1.1)));
    Path file = directory.resolve("report.json");
    JsonMapper.shared().writeValue(file, report);
    assertThat(JsonMapper.shared().readValue(file, Report.class)).isEqualTo(report);
  }

  @Test
  void aReportOfBeforeThereWereSumsIsRead() {
    String before =
        """
        {"machine":{},"versions":{},"settings":{},"start":{},"rows":[]}""";
    assertThat(JsonMapper.shared().readValue(before, Report.class).sums()).isEmpty();
  }

  @Test
  void aCallIsSetBesideItsBareOperationAndAnEncryptOfTheSameConnections() {
    List<Row> rows =
        List.of(
            row("bare", "Sign P-256", 2, 25_000, OptionalDouble.of(40)),
            row(16, 15_000, OptionalDouble.of(60)),
            row(64, 20_000, OptionalDouble.of(50)),
            row("all keys", "Sign P-256", 16, 9_000, OptionalDouble.of(110)));
    List<Sum> sums = Sum.of(rows);
    assertThat(sums).containsExactly(new Sum("Sign P-256", 16, 40, 60, 100, 110, 1.1));
    assertThat(Table.sums(sums))
        .containsPattern("Sign P-256 +16 +40.0 +60.0 +100.0 +104.0 +110.0 +1[.]10");
  }

  @Test
  void whatHasNoCpuOrNoBareOperationHasNoSum() {
    List<Row> rows =
        List.of(
            row("bare", "Sign P-256", 1, 25_000, OptionalDouble.of(40)),
            row(16, 15_000, OptionalDouble.empty()),
            row("all keys", "Sign P-256", 16, 9_000, OptionalDouble.empty()),
            row("all keys", "Sign Ed25519", 16, 9_000, OptionalDouble.of(100)));
    assertThat(Sum.of(rows)).isEmpty();
    assertThat(Table.sums(List.of())).isEmpty();
  }
}
