package dev.strongroom.server.failure;

import dev.strongroom.domain.keystore.DeploymentIdentity;
import dev.strongroom.hsm.HsmException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds the one cause and the one remedy in an exception that ended the start. */
public final class StartFailures {
  private static final String CHECK_DATASOURCE =
      "Check strongroom.datasource.url and that the server runs and is reachable from here.";

  private StartFailures() {}

  /**
   * A {@link StartFailure} anywhere in the chain decides; else the innermost exception that is
   * understood, because frameworks wrap it several times.
   *
   * @param logFile where the full trace is, named when nothing more precise can be said
   */
  public static StartFailure explain(Throwable thrown, String logFile) {
    StartFailure found = null;
    Throwable innermost = thrown;
    Set<Throwable> seen = new HashSet<>();
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      if (each instanceof StartFailure failure) {
        return failure;
      }
      StartFailure understood = understood(each);
      if (understood != null) {
        found = understood;
      }
      innermost = each;
    }
    if (found != null) {
      return found;
    }
    return new StartFailure(
        "Something unforeseen failed: " + innermost.getClass().getSimpleName() + ".",
        "The full trace is in " + logFile + ".",
        thrown);
  }

  /**
   * Whether the exceptions themselves may repeat the operator's settings, secrets among them, so
   * that they are not to be logged.
   */
  public static boolean mayQuoteSettings(Throwable thrown) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      if (each instanceof org.springframework.boot.context.properties.bind.BindException
          || each instanceof YAMLException) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable StartFailure understood(Throwable thrown) {
    return switch (thrown) {
      case PortInUseException inUse -> portTaken("Port " + inUse.getPort(), inUse);
      case BindException bind -> portTaken("A port that the server needs", bind);
      case org.springframework.boot.context.properties.bind.BindException value ->
          WrongValue.of(value);
      case YAMLException yaml ->
          new StartFailure(
              "An application.yaml cannot be read.",
              "Check its indentation and quotes, in the home and in the working directory.",
              yaml);
      case SQLException sql -> ofDatabase(sql);
      case HsmException hsm -> ofToken(hsm);
      case DeploymentIdentity.MismatchException mismatch ->
          new StartFailure(String.valueOf(mismatch.getMessage()), mismatch.remedy(), mismatch);
      default -> null;
    };
  }

  private static StartFailure portTaken(String which, Throwable source) {
    return new StartFailure(
        which + " is already in use.",
        "Stop the program that holds it, or choose other ports with ./strongroom up --port N.",
        source);
  }

  /** The token's messages say what to do themselves; what remains is where to look. */
  private static StartFailure ofToken(HsmException thrown) {
    String remedy =
        switch (thrown) {
          case HsmException.ModuleMissing missing ->
              "Check strongroom.hsm.module; for SoftHSM, install the package softhsm2.";
          case HsmException.TokenMissing missing ->
              "Check strongroom.hsm.token-label and that the token is initialised.";
          case HsmException.PinIncorrect pin ->
              "Put the right PIN into strongroom.hsm.pin-file; the refused one is not tried again.";
          case HsmException.PinLocked locked ->
              "Unlock the token as its security officer, then change the PIN file.";
          case HsmException.PinFileRefused file ->
              "Name a file of mode 0600 that holds the PIN in strongroom.hsm.pin-file.";
          default -> "Check the HSM with its maker's tools, then start again.";
        };
    return new StartFailure(String.valueOf(thrown.getMessage()), remedy, thrown);
  }

  /** By SQLSTATE (PostgreSQL's appendix A); the server's own text is not repeated. */
  private static @Nullable StartFailure ofDatabase(SQLException thrown) {
    String state = thrown.getSQLState();
    if (state == null) {
      return null;
    }
    return switch (state) {
      case "28P01", "28000" ->
          new StartFailure(
              "PostgreSQL refused the user name or password of one of Strongroom's roles.",
              "Check the strongroom.datasource.* user names and passwords and the server's"
                  + " pg_hba.conf.",
              thrown);
      case "3D000" ->
          new StartFailure(
              "The PostgreSQL server has no database of the name in strongroom.datasource.url.",
              "Create it as its administrator, owned by the owner role, with db/roles.sql.",
              thrown);
      case "53300" ->
          new StartFailure(
              "PostgreSQL has no connection left (max_connections).",
              "Raise max_connections or make the connection pools smaller.",
              thrown);
      case "57P03" ->
          new StartFailure(
              "PostgreSQL is starting up or shutting down.", "Try again when it is ready.", thrown);
      case "08001", "08004", "08006" ->
          new StartFailure("PostgreSQL cannot be reached.", CHECK_DATASOURCE, thrown);
      default -> null;
    };
  }
}
