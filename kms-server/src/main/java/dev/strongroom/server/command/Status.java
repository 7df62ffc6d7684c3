package dev.strongroom.server.command;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import dev.strongroom.server.home.RunningServer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says how the running server does. */
@Command(name = "status", description = "Say whether the server runs, where, and how it does.")
final class Status implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Home home = HomeOpening.named();
    RunningServer server = RunningServer.read(home).orElseThrow(() -> new NotRunning(home));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    line(out, "Home", home.directory().toString());
    line(out, "Process", Long.toString(server.pid()));
    String otherwise = server.ready() ? "not a role of this server" : "starting";
    line(out, "API", server.endpoint().orElse(otherwise));
    line(out, "Console", server.console().orElse(otherwise));
    return server.ready() ? tellHowItDoes(new AdminClient(home), out) : ExitCode.NOT_RUNNING;
  }

  private static int tellHowItDoes(AdminClient client, PrintWriter out) throws Exception {
    JsonNode health = client.health();
    boolean ready = health.path("Ready").asBoolean();
    line(out, "Ready", ready ? "yes" : "no: it cannot answer calls now");
    for (JsonNode part : health.path("Parts")) {
      String status = part.path("Status").asString();
      line(out, "  " + part.path("Name").asString(), status.toLowerCase(Locale.ROOT));
    }
    if (!ready) {
      return ExitCode.FAILURE; // the operation below is a call, too
    }
    JsonNode status = client.call("Status", JsonNodeFactory.instance.objectNode());
    for (Map.Entry<String, JsonNode> member : status.properties()) {
      JsonNode value = member.getValue();
      line(out, member.getKey(), value.isString() ? value.asString() : value.toString());
    }
    return ExitCode.OK;
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println("%-16s %s".formatted(name, value));
  }
}
