package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.Operations;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health and metrics: what they say, and what they must not say. */
class ManagementTest {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  private final ManagementPort management = ManagementPort.ofSharedServer();

  private static String calls(String operation, String outcome) {
    return "strongroom_calls_total{operation=\"%s\",outcome=\"%s\",service=\"kms\"}"
        .formatted(operation, outcome);
  }

  private static String duration(String operation) {
    return "strongroom_call_duration_seconds_count{operation=\"%s\",service=\"kms\"}"
        .formatted(operation);
  }

  @Test
  void callsAreCountedByOperationAndOutcomeAndTimed() {
    KmsClient kms = FrontDoor.shared().newAccount().kms();
    String key = kms.createKey().keyMetadata().keyId();
    double encrypted = management.metric(calls("Encrypt", "Success"));
    double notFound = management.metric(calls("Encrypt", "NotFoundException"));
    double timed = management.metric(duration("Encrypt"));
    kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
    kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
    codeOf(() -> kms.encrypt(r -> r.keyId("alias/none").plaintext(PLAINTEXT)));
    assertThat(management.metric(calls("Encrypt", "Success"))).isEqualTo(encrypted + 2);
    assertThat(management.metric(calls("Encrypt", "NotFoundException"))).isEqualTo(notFound + 1);
    assertThat(management.metric(duration("Encrypt"))).isEqualTo(timed + 3);
  }

  @Test
  void rejectedCallsAreCountedApart() {
    String rejected =
        "strongroom_calls_rejected_total{outcome=\"InvalidSignatureException\",service=\"kms\"}";
    double before = management.metric(rejected);
    try (KmsClient forger = FrontDoor.shared().newAccount().kmsWithSecret("wrong")) {
      codeOf(forger::listKeys);
    }
    assertThat(management.metric(rejected)).isEqualTo(before + 1);
  }

  @Test
  void theAuditWriterIsMeasured() {
    double waited = management.metric("strongroom_audit_wait_seconds_count");
    double batches = management.metric("strongroom_audit_batch_size_count");
    FrontDoor.shared().newAccount().kms().listKeys();
    FrontDoor.await(
        () -> {
          assertThat(management.metric("strongroom_audit_wait_seconds_count"))
              .isGreaterThan(waited);
          assertThat(management.metric("strongroom_audit_batch_size_count")).isGreaterThan(batches);
        });
  }

  @Test
  void connectionsPoolsJvmAndProcessAreThere() {
    FrontDoor.shared().newAccount().kms().listKeys();
    assertThat(management.metrics())
        .contains(
            "strongroom_connections_open ",
            "strongroom_audit_queue ",
            "strongroom_throttle_accounts ",
            "strongroom_audit_batch_size_bucket{le=\"512.0\"}",
            "strongroom_call_duration_seconds_bucket{operation=\"ListKeys\",service=\"kms\",le=\"0.01\"}",
            "hikaricp_connections_active{pool=\"application\"}",
            "jvm_memory_used_bytes{",
            "process_cpu_usage ",
            "process_files_open_files ");
    assertThat(management.metric("strongroom_connections_open")).isPositive();
  }

  @Test
  void labelsTakeKnownOperationsAndCodesAlone() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    String arn = account.kms().createKey().keyMetadata().arn();
    codeOf(() -> account.kms().describeKey(r -> r.keyId(arn.replace('a', 'b'))));
    assertThat(RawCall.json(account, "TrentService.NobodyKnowsThis", "{}").body())
        .contains("UnknownOperationException");
    assertThat(RawCall.json(account, "Strange\"Service.X", "{}").statusCode()).isEqualTo(400);
    String metrics = management.metrics();
    assertThat(metrics)
        .doesNotContain(account.id(), account.accessKeyId(), arn, "arn:aws")
        .doesNotContain(arn.substring(arn.indexOf('/') + 1), "NobodyKnowsThis", "Strange");

    Map<String, Set<String>> known =
        Map.of(
            "service", Set.of("kms", "sts", "strongroom", "unknown"),
            "operation",
                FrontDoor.shared().bean(Operations.class).all().stream()
                    .map(Operation::name)
                    .collect(Collectors.toSet()),
            "outcome", outcomes(),
            "kind",
                FrontDoor.shared().bean(AccountShares.class).report().caches().stream()
                    .map(FairCache.Report::kind)
                    .collect(Collectors.toSet()),
            "queue", Set.of("database", "hsm"),
            "reason", Set.of("deadline", "full"));
    metrics
        .lines()
        .filter(line -> line.startsWith("strongroom_"))
        .flatMap(line -> LABEL.matcher(line).results())
        .filter(label -> !label.group(1).equals("le"))
        .forEach(label -> assertIsKnown(label, known));
  }

  private static void assertIsKnown(MatchResult label, Map<String, Set<String>> known) {
    assertThat(known).containsKey(label.group(1));
    assertThat(known.get(label.group(1))).contains(label.group(2));
  }

  private static Set<String> outcomes() {
    Set<String> outcomes = new TreeSet<>(Set.of("Success", "Unknown"));
    Arrays.stream(ErrorCode.values()).map(ErrorCode::jsonName).forEach(outcomes::add);
    return outcomes;
  }

  @Test
  void healthNamesItsPartsAndNothingOfThem() {
    JsonNode health = JsonMapper.shared().readTree(management.get("/actuator/health").body());
    assertThat(health.path("status").asString()).isEqualTo("UP");
    assertThat(health.path("components").propertyNames()).contains("db", "audit");
    health
        .path("components")
        .forEach(part -> assertThat(part.propertyNames()).containsExactly("status"));
  }

  @Test
  void livenessAndReadinessAreAskedForApart() {
    assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    JsonNode ready =
        JsonMapper.shared().readTree(management.get("/actuator/health/readiness").body());
    assertThat(ready.path("status").asString()).isEqualTo("UP");
    assertThat(ready.path("components").propertyNames()).contains("audit", "db", "readinessState");
  }

  @Test
  void nothingElseIsOnTheManagementPort() {
    for (String path :
        new String[] {
          "/actuator/env",
          "/actuator/heapdump",
          "/actuator/loggers",
          "/actuator/metrics",
          "/actuator/shutdown",
          "/console",
          "/"
        }) {
      assertThat(management.get(path).statusCode()).as(path).isIn(403, 404);
    }
  }
}
