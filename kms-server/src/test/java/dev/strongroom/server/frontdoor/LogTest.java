package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log in its JSON form and at its most talkative; its text form is the shared server's. */
class LogTest {
  private static final String CANARY = "canary-that-no-log-may-show";
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String(CANARY);

  // A key takes 50 aliases.
  private static final int CLIENTS = 6;
  private static final int ROUNDS = 8;

  private static ServerProcess server;
  private static Home home;

  private FrontDoor.TestAccount account;
  private KmsClient kms;

  @BeforeAll
  static void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-log-");
    server =
        ServerProcess.start(
            directory,
            List.of(
                "--logging.structured.format.file=ecs",
                "--logging.level.root=DEBUG",
                "--logging.logback.rollingpolicy.max-file-size=1GB"),
            Map.of());
    home = new Home(directory.toRealPath());
  }

  @AfterAll
  static void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  @BeforeEach
  void makeAnAccount() {
    account = TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
    kms = account.kms();
  }

  /** A key whose material a database administrator has changed, so that using it is a fault. */
  private static String brokenKey(KmsClient kms, JdbcClient superuser) {
    String key = kms.createKey().keyMetadata().keyId();
    superuser
        .sql(
            """
            UPDATE key_material SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)
            WHERE key_id = ?
            """)
        .param(UUID.fromString(key))
        .update();
    return key;
  }

  private static String idOfAFault(KmsClient kms, JdbcClient superuser) {
    String key = brokenKey(kms, superuser);
    var error = errorOf(() -> kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)));
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("KMSInternalException");
    return error.requestId();
  }

  private static List<String> lines(Home of) {
    try {
      return Files.readAllLines(of.serverLog());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The lines that carry a call's id, as JSON. */
  private static List<JsonNode> linesOf(String requestId) {
    return lines(home).stream()
        .filter(line -> line.contains(requestId))
        .map(line -> (JsonNode) JsonMapper.shared().readTree(line))
        .filter(line -> idOf(line).equals(requestId))
        .toList();
  }

  private static String idOf(JsonNode line) {
    return line.path("http").path("request").path("id").asString("");
  }

  @Test
  void aFaultIsFoundByItsRequestIdInText() {
    String id = idOfAFault(FrontDoor.shared().newAccount().kms(), FrontDoor.shared().superuser());
    FrontDoor.await(
        () ->
            assertThat(lines(FrontDoor.shared().home()))
                .anySatisfy(
                    line ->
                        assertThat(line)
                            .contains("ERROR", "[" + id + "] ", "Operation Encrypt of request"))
                .anySatisfy(
                    line ->
                        assertThat(line)
                            .contains("WARN", "[" + id + "] ", "ended with KMSInternalException")));
  }

  @Test
  void aLineThatBelongsToNoCallCarriesNothingInText() {
    FrontDoor.shared();
    assertThat(lines(FrontDoor.shared().home()))
        .anySatisfy(line -> assertThat(line).contains("The API listens on").doesNotContain("[]"));
  }

  @Test
  void theStartSaysNothingThatIsWrong() {
    FrontDoor.shared();
    assertThat(lines(FrontDoor.shared().home()))
        .anySatisfy(line -> assertThat(line).contains("(PostgreSQL "))
        .noneSatisfy(line -> assertThat(line).contains("Database version"))
        .noneSatisfy(line -> assertThat(line).contains("Bean Validation provider"));
  }

  @Test
  void aFaultIsFoundByItsRequestIdInJson() {
    String id = idOfAFault(kms, TestDatabase.superuser(home));
    FrontDoor.await(
        () ->
            assertThat(linesOf(id))
                .anySatisfy(
                    line -> {
                      assertThat(line.path("log").path("level").asString()).isEqualTo("ERROR");
                      assertThat(line.path("message").asString()).startsWith("ALARM: ");
                    })
                .anySatisfy(
                    line -> {
                      assertThat(line.path("log").path("level").asString()).isEqualTo("WARN");
                      assertThat(line.path("message").asString())
                          .contains("kms:Encrypt ended with KMSInternalException");
                    }));
  }

  @Test
  void everyCallHasOneLineOfItsOwnWhateverThreadsItWasOn() throws Exception {
    Map<String, String> operations = new ConcurrentHashMap<>();
    String key = kms.createKey().keyMetadata().keyId();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.startVirtualThread(() -> callALot(key, operations)));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(operations).hasSize(CLIENTS * ROUNDS * 3);
    FrontDoor.await(() -> assertThat(ownLines().keySet()).containsAll(operations.keySet()));
    Map<String, List<String>> said = ownLines();
    operations.forEach(
        (id, operation) ->
            assertThat(said.get(id))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("kms:" + operation + " ended")));
  }

  /** Calls that stay on the event loop, that load first, that change, and that are refused. */
  private void callALot(String key, Map<String, String> operations) {
    KmsClient client = account.kms();
    for (int i = 0; i < ROUNDS; i++) {
      var encrypted = client.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
      operations.put(encrypted.responseMetadata().requestId(), "Encrypt");
      String alias = "alias/" + UUID.randomUUID();
      var made = client.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      operations.put(made.responseMetadata().requestId(), "CreateAlias");
      operations.put(
          errorOf(() -> client.describeKey(r -> r.keyId(alias + "-none"))).requestId(),
          "DescribeKey");
    }
  }

  /** What Strongroom's own loggers said of each call, by the id that the line carries. */
  private static Map<String, List<String>> ownLines() {
    Map<String, List<String>> said = new HashMap<>();
    lines(home).stream()
        .filter(line -> line.contains("\"logger\":\"dev.strongroom."))
        .map(line -> JsonMapper.shared().readTree(line))
        .forEach(
            line ->
                said.computeIfAbsent(idOf(line), id -> new ArrayList<>())
                    .add(line.path("message").asString()));
    return said;
  }

  @Test
  void noLineHoldsASecret() throws Exception {
    String key = kms.createKey().keyMetadata().keyId();
    SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
    kms.decrypt(r -> r.ciphertextBlob(blob));
    SdkBytes dataKey = kms.generateDataKey(r -> r.keyId(key).keySpec("AES_256")).plaintext();
    codeOf(() -> kms.encrypt(r -> r.keyId("alias/none").plaintext(PLAINTEXT)));
    String body = "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"" + base64(PLAINTEXT) + "\",";
    assertThat(RawCall.json(account, "TrentService.Encrypt", body).body())
        .contains("SerializationException");
    idOfAFault(kms, TestDatabase.superuser(home));
    sendWhatIsNoHttp();

    FrontDoor.await(() -> assertThat(text()).contains("MALFORMED"));
    assertThat(text())
        .contains("ended with Success", "ended with NotFoundException", account.id())
        .doesNotContain(CANARY, base64(PLAINTEXT), hex(PLAINTEXT))
        .doesNotContain(base64(dataKey), hex(dataKey))
        .doesNotContain(account.secret(), Files.readString(home.pins().resolve("user")).strip());
    for (String role :
        List.of("postgres", "strongroom_application", "strongroom_owner", "strongroom_auditor")) {
      assertThat(text()).doesNotContain(TestDatabase.password(home, role));
    }
  }

  private static void sendWhatIsNoHttp() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.endpoint().getPort())) {
      socket.getOutputStream().write((CANARY + "\r\n\r\n").getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().readAllBytes();
    }
  }

  private static String text() {
    return String.join("\n", lines(home));
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }

  private static String hex(SdkBytes bytes) {
    return HexFormat.of().formatHex(bytes.asByteArray());
  }
}
