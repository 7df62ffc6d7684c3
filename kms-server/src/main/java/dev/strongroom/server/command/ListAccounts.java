package dev.strongroom.server.command;

import dev.strongroom.server.home.HomeOpening;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows the tenants, page by page as the server gives them. */
@Command(name = "list", description = "Show every tenant: its id, state, creation date and name.")
final class ListAccounts implements Callable<Integer> {
  // The name is last because it may hold spaces.
  private static final String LINE = "%-14s  %-9s  %-20s  %s";

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AdminClient server = new AdminClient(HomeOpening.named());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    JsonNode page = server.call("ListAccounts", request);
    out.println(LINE.formatted("ACCOUNT", "STATE", "CREATED", "NAME"));
    while (true) {
      page.path("Accounts").forEach(account -> print(out, account));
      if (!page.path("Truncated").asBoolean()) {
        return ExitCode.OK;
      }
      page = server.call("ListAccounts", request.put("Marker", page.path("NextMarker").asString()));
    }
  }

  private static void print(PrintWriter out, JsonNode account) {
    out.println(
        LINE.formatted(
            account.path("AccountId").asString(),
            account.path("State").asString(),
            Instant.ofEpochSecond((long) account.path("CreationDate").asDouble()),
            Printable.of(account.path("Name").asString())));
  }
}
