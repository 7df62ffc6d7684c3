package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.CurrentUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom the database server runs. PostgreSQL refuses root, so root starts it in a user namespace
 * of its own, where it sees itself as an ordinary user and the files stay root's. Where containers
 * forbid namespaces it becomes {@code nobody}, who owns the data directory and keeps the one
 * capability that lets it through the 0700 directories above.
 *
 * @param prefix what goes before the command line
 * @param uid who owns the data directory, as seen from here
 */
record ServerUser(List<String> prefix, long uid) {
  private static final long NOBODY = 65_534;

  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  private static final List<String> AS_NOBODY =
      List.of(
          "setpriv",
          // Else access(2), by which PostgreSQL looks for its own programs, ignores capabilities.
          "--securebits=+no_setuid_fixup",
          "--reuid=" + NOBODY,
          "--regid=" + NOBODY,
          "--clear-groups",
          "--inh-caps=-all,+dac_override",
          "--ambient-caps=-all,+dac_override",
          "--bounding-set=-all,+dac_override",
          "--no-new-privs");

  static ServerUser find() {
    if (!CurrentUser.isRoot()) {
      return new ServerUser(List.of(), CurrentUser.uid());
    }
    if (works(NAMESPACE)) {
      return new ServerUser(NAMESPACE, CurrentUser.uid());
    }
    return asNobody();
  }

  /** The second way, for where user namespaces are forbidden. */
  static ServerUser asNobody() {
    if (works(AS_NOBODY)) {
      return new ServerUser(AS_NOBODY, NOBODY);
    }
    throw new StartFailure(
        "PostgreSQL does not run as root, and neither unshare nor setpriv can lower its rights"
            + " here.",
        "Run ./strongroom as an ordinary user, install util-linux, or name a PostgreSQL server in"
            + " strongroom.datasource.url.");
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // the program is not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("The start was interrupted.", "Start again.", e);
    }
  }
}
