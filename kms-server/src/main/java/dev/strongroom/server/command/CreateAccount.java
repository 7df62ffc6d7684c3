package dev.strongroom.server.command;

import dev.strongroom.server.home.HomeOpening;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a tenant and shows its root's access key, this once. */
@Command(name = "create", description = "Make a tenant; its secret is shown once.")
final class CreateAccount implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The tenant's name.")
  String name = "";

  @Override
  public Integer call() throws Exception {
    JsonNode made =
        new AdminClient(HomeOpening.named())
            .call("CreateAccount", JsonNodeFactory.instance.objectNode().put("Name", name));
    CommandLine terminal = Objects.requireNonNull(spec).commandLine();
    int others = made.path("OthersOfThisName").asInt();
    if (others > 0) {
      terminal
          .getErr()
          .println(
              "strongroom: Note that %s this name already; ./strongroom account list shows them."
                  .formatted(others == 1 ? "one account has" : others + " accounts have"));
    }
    PrintWriter out = terminal.getOut();
    out.println("Account            " + made.path("AccountId").asString());
    out.println("Access key id      " + made.path("AccessKeyId").asString());
    out.println("Secret access key  " + made.path("SecretAccessKey").asString());
    out.println("The secret is shown only this once and kept nowhere in the clear.");
    return ExitCode.OK;
  }
}
