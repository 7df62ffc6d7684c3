package dev.strongroom.server.frontdoor;

import dev.strongroom.server.command.AdminClient;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes accounts as the operator does: over the administrative socket. */
public final class TestAccounts {
  private TestAccounts() {}

  public static FrontDoor.TestAccount create(Home home, URI endpoint, JdbcClient superuser) {
    try {
      JsonNode made =
          new AdminClient(home)
              .call("CreateAccount", JsonNodeFactory.instance.objectNode().put("Name", "test"));
      return new FrontDoor.TestAccount(
          endpoint,
          superuser,
          made.path("AccountId").asString(),
          made.path("AccessKeyId").asString(),
          made.path("SecretAccessKey").asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
