package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.TestPorts;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * What is shipped: the packaged jar, unpacked by the launcher, with the bean definitions of the
 * build and the start cache of the first stop. The other tests run the classes of the build.
 */
@Tag("slow")
class ShippedFormIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("shipped");
  private static final long LONGEST_START_SECONDS = 120;

  private static Path directory;
  private static Home home;
  private static String key;
  private static SdkBytes ciphertext;

  private Process launcher;

  /** The first start and its stop; afterwards there is a key, and a start cache. */
  @BeforeAll
  static void startAndStopOnce() throws Exception {
    // This build has just packaged the jar: the launcher need not do it again.
    Path built = ROOT.resolve("kms-server/target/.built");
    if (Files.notExists(built)) {
      Files.createFile(built);
    }
    Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
    directory = Files.createTempDirectory("strongroom-shipped-").toRealPath();
    home = new Home(directory.resolve("home"));
    var first = new ShippedFormIT();
    int port = TestPorts.free(3);
    first.up(home, port, List.of(), Map.of());
    try (KmsClient kms = kms(port)) {
      key = kms.createKey().keyMetadata().keyId();
      ciphertext = kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
    }
    assertThat(processArguments(home)).doesNotContain("-XX:AOTCache=");
    first.pressControlC();
    assertThat(cache(home)).isPresent();
    assertThat(text(output(home))).contains("Stopped.").doesNotContain("AOTConfiguration");
  }

  @AfterAll
  static void clean() {
    TestDatabase.delete(directory);
  }

  @AfterEach
  void stop() throws Exception {
    if (launcher.isAlive()) {
      assertThat(run(home, "down")).contains("Stopped.");
      requireEnded();
    }
  }

  private void pressControlC() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid())).start().waitFor();
    requireEnded();
  }

  private void requireEnded() throws Exception {
    assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).as(() -> text(output(home))).isTrue();
    assertThat(launcher.exitValue()).isZero();
  }

  @Test
  void aLaterStartUsesTheCacheAndFindsWhatWasThere() throws Exception {
    int port = TestPorts.free(3);
    up(home, port, List.of(), Map.of());
    String cache = cache(home).orElseThrow().toString();
    assertThat(processArguments(home)).contains("-XX:AOTCache=" + cache);
    long pid = RunningServer.read(home).orElseThrow().pid();
    assertThat(Files.readString(Path.of("/proc", Long.toString(pid), "maps"))).contains(cache);
    try (KmsClient kms = kms(port)) {
      assertThat(kms.decrypt(r -> r.ciphertextBlob(ciphertext)).plaintext()).isEqualTo(PLAINTEXT);
      assertThat(kms.listKeys().keys()).extracting(each -> each.keyId()).contains(key);
    }
    assertThat(run(home, "status")).contains("http://127.0.0.1:" + port);
    // These two run the packaged jar itself.
    assertThat(run(home, "config")).contains("strongroom.key-ring.maximum-size", "64MB");
    assertThat(run(home, "doctor")).contains("settings").doesNotContain("unforeseen");
    assertThat(new ManagementPort(port + 2).get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(new ManagementPort(port + 1).get("/console").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "console", "jobs", "api,console", "api,jobs", "console,jobs"})
  void eachSetOfRolesOpensItsOwnPorts(String roles) throws Exception {
    int port = TestPorts.free(3);
    up(home, port, List.of("--strongroom.roles=" + roles), Map.of());
    assertThat(isOpen(port)).isEqualTo(roles.contains("api"));
    assertThat(isOpen(port + 1)).isEqualTo(roles.contains("console"));
    assertThat(new ManagementPort(port + 2).get("/actuator/health/readiness").statusCode())
        .isEqualTo(200);
    assertThat(run(home, "status")).contains("Tenants");
    if (roles.contains("api")) {
      try (KmsClient kms = kms(port)) {
        assertThat(kms.decrypt(r -> r.ciphertextBlob(ciphertext)).plaintext()).isEqualTo(PLAINTEXT);
      }
    }
  }

  @Test
  void itServesFromADatabaseAndATokenThatTheOperatorNames() throws Exception {
    OperatorSettings named = OperatorSettings.of(FrontDoor.shared().home());
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    Home other = new Home(directory.resolve("other"));
    int port = TestPorts.free(3);
    home = other;
    try {
      up(other, port, named.properties(), named.environment());
      String made = account.kms().createKey().keyMetadata().keyId();
      KmsClient here = account.at(URI.create("http://127.0.0.1:" + port)).kms();
      SdkBytes blob = here.encrypt(r -> r.keyId(made).plaintext(PLAINTEXT)).ciphertextBlob();
      assertThat(account.kms().decrypt(r -> r.ciphertextBlob(blob)).plaintext())
          .isEqualTo(PLAINTEXT);
    } finally {
      stop();
      assertThat(cache(other)).isPresent();
      home = new Home(directory.resolve("home"));
    }
  }

  private void up(Home in, int port, List<String> properties, Map<String, String> environment)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("up", "--port", Integer.toString(port), "--"));
    arguments.addAll(properties);
    launcher = start(in, output(in), arguments, environment);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!Files.readString(output(in)).contains("Strongroom is ready.")) {
      assertThat(launcher.isAlive()).as(() -> text(output(in))).isTrue();
      assertThat(System.nanoTime()).as(() -> text(output(in))).isLessThan(deadline);
      ServerProcess.pause();
    }
  }

  private static String run(Home in, String command) throws Exception {
    Path out = directory.resolve(command + ".out");
    Process process = start(in, out, List.of(command), Map.of());
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }

  private static Process start(
      Home in, Path out, List<String> arguments, Map<String, String> environment)
      throws IOException {
    // A build in the background of a script may be deaf to SIGINT, and a shell cannot change that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(ROOT.resolve("strongroom").toString());
    command.addAll(arguments);
    Files.writeString(out, "");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    Map<String, String> all = new HashMap<>(environment);
    all.put("STRONGROOM_HOME", in.directory().toString());
    builder.environment().putAll(all);
    return builder.start();
  }

  private static Path output(Home in) {
    return in.directory().resolveSibling(in.directory().getFileName() + ".out");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Optional<Path> cache(Home of) throws IOException {
    try (Stream<Path> files = Files.list(of.directory().resolve("application"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).findFirst();
    }
  }

  private static String processArguments(Home of) throws IOException {
    long pid = RunningServer.read(of).orElseThrow().pid();
    return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
  }

  private static KmsClient kms(int port) throws IOException {
    Properties credentials = new Properties();
    try (var reader = Files.newBufferedReader(home.credentials())) {
      credentials.load(reader);
    }
    return new FrontDoor.TestAccount(
            URI.create("http://127.0.0.1:" + port),
            null,
            "",
            credentials.getProperty("aws_access_key_id"),
            credentials.getProperty("aws_secret_access_key"))
        .kms();
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException closed) {
      return false;
    }
  }
}
