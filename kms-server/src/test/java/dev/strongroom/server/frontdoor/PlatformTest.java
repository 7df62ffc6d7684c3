package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.name.AccountName;
import dev.strongroom.server.command.AdminClient;
import dev.strongroom.server.home.Home;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the operator does over the administrative socket. */
class PlatformTest {
  private final AdminClient operator = new AdminClient(FrontDoor.shared().home());

  private static ObjectNode request() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void aNewAccountsRootCanCall() throws Exception {
    JsonNode made = operator.call("CreateAccount", request().put("Name", "acme"));
    assertThat(made.path("AccountId").asString()).matches("[1-9][0-9]{11}");
    assertThat(made.path("AccessKeyId").asString()).matches("AKIA[A-Z2-7]{16}");
    assertThat(made.path("SecretAccessKey").asString()).hasSize(40);
    FrontDoor.TestAccount account =
        new FrontDoor.TestAccount(
            FrontDoor.shared().endpoint(),
            FrontDoor.shared().superuser(),
            made.path("AccountId").asString(),
            made.path("AccessKeyId").asString(),
            made.path("SecretAccessKey").asString());
    assertThat(account.sts().getCallerIdentity().account()).isEqualTo(account.id());
  }

  @Test
  void aRootGetsAnotherAccessKeyAndKeepsTheFirst() throws Exception {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    JsonNode made = operator.call("CreateRootAccessKey", request().put("AccountId", account.id()));
    FrontDoor.TestAccount again =
        new FrontDoor.TestAccount(
            account.endpoint(),
            account.superuser(),
            account.id(),
            made.path("AccessKeyId").asString(),
            made.path("SecretAccessKey").asString());
    assertThat(again.sts().getCallerIdentity().account()).isEqualTo(account.id());
    assertThat(account.sts().getCallerIdentity().account()).isEqualTo(account.id());
  }

  @Test
  void theStatusNamesTheDeploymentAndTheToken() throws Exception {
    JsonNode status = operator.call("Status", request());
    assertThat(status.path("DeploymentId").asString()).hasSize(36);
    assertThat(status.path("Tenants").asInt()).isPositive();
    assertThat(status.path("Token").asString()).contains("SoftHSM");
  }

  @Test
  void theHealthIsThatOfTheManagementPort() throws Exception {
    JsonNode health = operator.health();
    assertThat(health.path("Ready").asBoolean()).isTrue();
    List<String> told = new ArrayList<>();
    for (JsonNode part : health.path("Parts")) {
      told.add(part.path("Name").asString() + " " + part.path("Status").asString());
    }
    assertThat(told).contains("audit UP", "db UP", "hsm UP", "auditWriter UP");
    JsonNode shown =
        JsonMapper.shared()
            .readTree(ManagementPort.ofSharedServer().get("/actuator/health").body());
    assertThat(told).hasSameSizeAs(shown.path("components").propertyNames());
  }

  @Test
  void accountsAreListedOldestFirstInPages() throws Exception {
    String first = FrontDoor.shared().newAccount().id();
    JsonNode second = operator.call("CreateAccount", request().put("Name", "listed: ~ !"));
    List<JsonNode> listed = new ArrayList<>();
    ObjectNode next = request().put("Limit", 2);
    for (JsonNode page = null; page == null || page.path("Truncated").asBoolean(); ) {
      page = operator.call("ListAccounts", next);
      assertThat(page.path("Accounts")).hasSizeBetween(1, 2);
      page.path("Accounts").forEach(listed::add);
      next.put("Marker", page.path("NextMarker").asString(""));
    }
    assertThat(listed)
        .hasSize(operator.call("Status", request()).path("Tenants").asInt())
        .extracting(account -> account.path("AccountId").asString())
        .doesNotHaveDuplicates()
        .containsSubsequence(first, second.path("AccountId").asString());
    assertThat(listed.getLast().path("Name").asString()).isEqualTo("listed: ~ !");
    assertThat(listed.getLast().path("State").asString()).isEqualTo("ACTIVE");
    assertThat(listed.getLast().path("CreationDate").asDouble())
        .isBetween(Instant.now().minusSeconds(300).getEpochSecond() * 1.0, Double.MAX_VALUE);
    assertThatThrownBy(() -> operator.call("ListAccounts", request().put("Marker", "x")))
        .hasMessageContaining("InvalidMarkerException");
    assertThatThrownBy(() -> operator.call("ListAccounts", request().put("Limit", 101)))
        .hasMessageContaining("ValidationException");
  }

  @Test
  void aNameThatOthersHaveIsTakenAndTold() throws Exception {
    ObjectNode twins = request().put("Name", "twins");
    assertThat(operator.call("CreateAccount", twins).path("OthersOfThisName").asInt(-1)).isZero();
    assertThat(operator.call("CreateAccount", twins).path("OthersOfThisName").asInt(-1)).isOne();
  }

  @Test
  void badInputIsRefused() {
    for (String name : List.of("", "a".repeat(51), "caf\u00e9", "\u001b[31mred", "two\nlines")) {
      assertThatThrownBy(() -> operator.call("CreateAccount", request().put("Name", name)))
          .hasMessage("ValidationException: " + AccountName.RULE);
    }
    assertThatThrownBy(
            () -> operator.call("CreateRootAccessKey", request().put("AccountId", "999999999999")))
        .hasMessageContaining("NotFoundException");
    assertThatThrownBy(() -> operator.call("DropEverything", request()))
        .hasMessageContaining("UnknownOperationException");
  }

  @Test
  void theOperatorsCallsAreInThePlatformsTrailWithoutTheSecret() throws Exception {
    JsonNode made = operator.call("CreateAccount", request().put("Name", "audited"));
    String id = made.path("AccountId").asString();
    String trail =
        FrontDoor.shared()
            .superuser()
            .sql(
                """
                SELECT convert_from(event, 'UTF8') FROM audit_event JOIN account USING (account_id)
                WHERE kind = 'PLATFORM' ORDER BY event_id DESC LIMIT 1
                """)
            .query(String.class)
            .single();
    assertThat(trail)
        .contains("\"eventName\":\"CreateAccount\"")
        .contains(id)
        .contains("StrongroomOperator")
        .doesNotContain(made.path("SecretAccessKey").asString());
  }

  @Test
  void platformOperationsAreNotOnThePort() {
    Home home = FrontDoor.shared().home();
    assertThat(home.run().resolve("admin.sock")).exists();
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    assertThat(RawCall.json(account, "StrongroomPlatform.CreateAccount", "{\"Name\":\"x\"}").body())
        .contains("UnknownOperationException");
  }
}
