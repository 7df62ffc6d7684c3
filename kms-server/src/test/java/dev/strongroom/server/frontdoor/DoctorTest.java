package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.configuration.SettingsEnvironment;
import dev.strongroom.server.doctor.Doctor;
import dev.strongroom.server.doctor.Finding;
import dev.strongroom.server.doctor.Finding.Outcome;
import dev.strongroom.server.home.Home;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DoctorTest {
  private static final String ANY_PORTS =
      "--strongroom.api.port=0,--strongroom.console.port=0,--strongroom.management.port=0";
  private Path directory;

  @BeforeEach
  void makeDirectory() throws Exception {
    directory = Files.createTempDirectory("strongroom-doctor-");
  }

  @AfterEach
  void deleteDirectory() {
    TestDatabase.delete(directory);
  }

  private static Map<String, Finding> examine(Home home, String... settings) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(ANY_PORTS.split(",")), java.util.Arrays.stream(settings))
            .toArray(String[]::new);
    String before = System.getProperty("strongroom.home");
    try {
      return Doctor.examine(home, () -> SettingsEnvironment.of(home, all)).stream()
          .collect(Collectors.toMap(Finding::subject, Function.identity()));
    } finally {
      if (before != null) {
        System.setProperty("strongroom.home", before);
      }
    }
  }

  private static void assertFailed(Map<String, Finding> findings, String subject, String says) {
    assertThat(findings).containsKey(subject);
    Finding finding = findings.get(subject);
    assertThat(finding.outcome()).as(finding.says()).isEqualTo(Outcome.FAILED);
    assertThat(finding.says()).contains(says);
    assertThat(finding.remedy()).isNotEmpty();
  }

  private static void assertNoneFailed(Map<String, Finding> findings) {
    assertThat(findings.values()).noneMatch(each -> each.outcome() == Outcome.FAILED);
  }

  @Test
  void aNewHomeIsInOrderAndStaysEmpty() throws Exception {
    assertNoneFailed(examine(new Home(directory)));
    assertThat(Files.list(directory)).isEmpty();
  }

  @Test
  void aRunningServersDatabaseAndTokenAreLookedAt() {
    Map<String, Finding> findings = examine(FrontDoor.shared().home());
    assertNoneFailed(findings);
    assertThat(findings.get("database").says()).contains("row-level security is forced");
    assertThat(findings.get("login").says()).contains("SoftHSM");
    assertThat(findings.get("database clock").outcome()).isEqualTo(Outcome.OK);
    FrontDoor.shared().newAccount().kms().createKey();
  }

  @Test
  void aCertificateIsLookedAtBeforeItExpires() throws Exception {
    Home home = new Home(directory);
    assertThat(examine(home).get("tls").says()).contains("loopback only");
    assertThat(examine(home, "--strongroom.tls.local-ca=true").get("tls").says())
        .contains("made at the first start");
    Map<Integer, Outcome> expected =
        Map.of(100, Outcome.OK, 5, Outcome.WARNING, -1, Outcome.FAILED);
    for (Map.Entry<Integer, Outcome> each : expected.entrySet()) {
      Finding finding = examine(home, certificateFor(each.getKey())).get("tls");
      assertThat(finding.outcome()).as(finding.says()).isEqualTo(each.getValue());
    }
    assertFailed(
        examine(
            home,
            "--strongroom.tls.certificate=" + directory.resolve("none"),
            "--strongroom.tls.private-key=" + directory.resolve("none")),
        "tls",
        "none of strongroom.tls.certificate cannot be read");
  }

  private String[] certificateFor(int days) throws Exception {
    Instant now = Instant.now();
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=a")
            .setIsCertificateAuthority(true)
            .notBefore(now.minus(Duration.ofDays(200)))
            .notAfter(now.plus(Duration.ofDays(days)))
            .ecp256()
            .buildSelfSigned();
    Path certificate =
        Files.writeString(directory.resolve("s.crt"), bundle.getRootCertificatePEM());
    Path key = Files.writeString(directory.resolve("s.key"), bundle.getPrivateKeyPEM());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new String[] {
      "--strongroom.tls.certificate=" + certificate, "--strongroom.tls.private-key=" + key
    };
  }

  @Test
  void thePostgresOfAKilledServerIsNamed() throws Exception {
    Home home = new Home(directory);
    Files.createDirectories(home.postgresData());
    Path folder = Files.createDirectories(directory.resolve("bin"));
    Path postgres = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("postgres"));
    Process left = new ProcessBuilder(postgres.toString(), "60").start();
    try {
      Files.writeString(home.postgresData().resolve("postmaster.pid"), left.pid() + "\n");
      Finding server = examine(home).get("server");
      assertThat(server.outcome()).isEqualTo(Outcome.WARNING);
      assertThat(server.says()).contains("pid " + left.pid());
      assertThat(server.remedy()).contains("./strongroom down");
    } finally {
      left.destroyForcibly();
    }
  }

  @Test
  void permissionsThatAreTooWideAreFound() throws Exception {
    Home home = new Home(directory);
    Files.createDirectories(home.pins());
    Path pin = Files.writeString(home.pins().resolve("user"), "1234");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
    assertFailed(examine(home), "permissions", pin.toString());
  }

  @Test
  void wrongSettingsAreFound() {
    assertFailed(
        examine(new Home(directory), "--strongroom.edge.maximum-bodi=1"),
        "settings",
        "maximum-bodi");
    for (String setting :
        List.of(
            "edge.maximum-body=x",
            "throttle.burst=-3",
            "throttle.rates.Nonsense=3",
            "mode=production",
            "api.address=0.0.0.0")) {
      assertFailed(examine(new Home(directory), "--strongroom." + setting), "settings", "");
    }
  }

  @Test
  void aRoleThatCouldStepAroundRowLevelSecurityIsFound() {
    Home home = FrontDoor.shared().home();
    JdbcClient superuser = FrontDoor.shared().superuser();
    String url = TestDatabase.url(home);
    superuser.sql("DROP ROLE IF EXISTS strongroom_careless").update();
    superuser.sql("CREATE ROLE strongroom_careless LOGIN BYPASSRLS PASSWORD 'x'").update();
    superuser.sql("GRANT CONNECT ON DATABASE strongroom TO strongroom_careless").update();
    try {
      Map<String, Finding> findings =
          examine(
              new Home(directory),
              "--strongroom.datasource.url=" + url,
              "--strongroom.datasource.username=strongroom_careless",
              "--strongroom.datasource.password=x",
              "--strongroom.datasource.owner.username=strongroom_owner",
              "--strongroom.datasource.owner.password="
                  + TestDatabase.password(home, "strongroom_owner"),
              "--strongroom.datasource.auditor.username=strongroom_auditor",
              "--strongroom.datasource.auditor.password="
                  + TestDatabase.password(home, "strongroom_auditor"));
      assertFailed(findings, "database", "strongroom_careless is a superuser, has BYPASSRLS");
    } finally {
      superuser.sql("REVOKE ALL ON DATABASE strongroom FROM strongroom_careless").update();
      superuser.sql("DROP ROLE strongroom_careless").update();
    }
  }

  @Test
  void aTokenThatIsNotThereIsFound() throws Exception {
    Path pin = Files.writeString(directory.resolve("pin"), "1234");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    assertFailed(
        examine(
            new Home(directory),
            "--strongroom.hsm.module=/nowhere/pkcs11.so",
            "--strongroom.hsm.pin-file=" + pin),
        "token",
        "/nowhere/pkcs11.so");
    assertThat(List.of(examine(new Home(directory), "--strongroom.hsm.module=/nowhere.so")))
        .allSatisfy(findings -> assertFailed(findings, "token", "pin-file is not set"));
  }

  @Test
  void aFileThatCannotBeReadIsAFinding() throws Exception {
    Files.writeString(directory.resolve("application.yaml"), "foo: [");
    assertFailed(examine(new Home(directory)), "settings", "application.yaml");
  }
}
