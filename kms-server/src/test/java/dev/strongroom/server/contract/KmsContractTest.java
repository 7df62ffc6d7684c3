package dev.strongroom.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.operation.DryRunnable;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.domain.throttle.RequestQuota;
import dev.strongroom.domain.throttle.RequestQuotas;
import dev.strongroom.server.frontdoor.FrontDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds the operations against the API models of AWS KMS and AWS STS. */
class KmsContractTest {
  private static final ApiModel KMS = ApiModel.read("kms.json");

  // Errors of custom and external key stores, which no built operation can give.
  private static final Set<String> ERRORS_NOT_BUILT =
      Set.of(
          "CloudHsmClusterInvalidConfigurationException",
          "CustomKeyStoreInvalidStateException",
          "CustomKeyStoreNotFoundException",
          "XksKeyAlreadyInUseException",
          "XksKeyInvalidConfigurationException",
          "XksKeyNotFoundException");

  private static Map<String, Operation<?, ?>> built(Service service) {
    return FrontDoor.shared().bean(Operations.class).all().stream()
        .filter(operation -> operation.service() == service)
        .collect(Collectors.toMap(Operation::name, Function.identity()));
  }

  @Test
  void everyOperationIsBuiltOrListedAsMissing() {
    Set<String> accounted = new TreeSet<>(ApiModel.list("kms-not-built.txt"));
    assertThat(accounted).doesNotContainAnyElementsOf(built(Service.KMS).keySet());
    accounted.addAll(built(Service.KMS).keySet());
    assertThat(accounted).isEqualTo(KMS.operations());
  }

  @Test
  void theDocumentationListsTheMissingOperations() throws IOException {
    String page = Files.readString(Path.of("../docs/aws-divergences.md"));
    String section = page.split("### Missing operations\n")[1].split("\n## ")[0];
    assertThat(Pattern.compile("`(\\w+)`").matcher(section).results().map(name -> name.group(1)))
        .containsExactlyElementsOf(ApiModel.list("kms-not-built.txt"));
  }

  @Test
  void membersRequirementsLimitsPatternsAndEnumsAreTheModels() {
    Set<String> omissions = ApiModel.list("kms-output-not-built.txt");
    Differences differences = new Differences(KMS, omissions);
    built(Service.KMS)
        .forEach(
            (name, operation) -> {
              JsonNode model = KMS.operation(name);
              differences.compareInput(
                  model.path("input").path("shape").asString(), operation.requestType());
              if (model.has("output")) {
                differences.compareOutput(
                    model.path("output").path("shape").asString(), operation.responseType());
              }
            });
    assertThat(differences.found()).isEmpty();
    assertThat(differences.usedOmissions()).isEqualTo(omissions);
  }

  @Test
  void whateverTakesDryRunHeedsIt() {
    built(Service.KMS)
        .forEach(
            (name, operation) -> {
              String input = KMS.operation(name).path("input").path("shape").asString();
              assertThat(DryRunnable.class.isAssignableFrom(operation.requestType()))
                  .as(name)
                  .isEqualTo(KMS.shape(input).path("members").has("DryRun"));
            });
  }

  @Test
  void everyErrorOfTheModelHasACodeWithItsStatus() {
    Map<String, ErrorCode> codes =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.toMap(ErrorCode::jsonName, Function.identity()));
    for (String name : built(Service.KMS).keySet()) {
      for (JsonNode error : KMS.operation(name).path("errors")) {
        String shape = error.path("shape").asString();
        if (ERRORS_NOT_BUILT.contains(shape)) {
          continue;
        }
        assertThat(codes).as(name).containsKey(shape);
        // The model calls a fault what answers 500.
        boolean fault = KMS.shape(shape).path("fault").asBoolean(false);
        assertThat(codes.get(shape).isFault()).as(shape).isEqualTo(fault);
      }
    }
  }

  @Test
  void everyOperationOfTheModelHasItsRequestQuota() {
    RequestQuotas quotas = RequestQuotas.of(Map.of(), 1);
    for (String name : KMS.operations()) {
      RequestQuota quota = quotas.find(Service.KMS.signingName(), name, null);
      assertThat(quota).as(name).isNotNull();
      assertThat(quota.name()).as(name).isNotEqualTo("Other");
    }
  }

  @Test
  void callerIdentityIsTheModels() {
    ApiModel sts = ApiModel.read("sts.json");
    Differences differences = new Differences(sts, Set.of());
    Operation<?, ?> identity = built(Service.STS).get("GetCallerIdentity");
    assertThat(identity).isNotNull();
    differences.compareInput("GetCallerIdentityRequest", identity.requestType());
    differences.compareOutput("GetCallerIdentityResponse", identity.responseType());
    assertThat(differences.found()).isEmpty();
  }
}
