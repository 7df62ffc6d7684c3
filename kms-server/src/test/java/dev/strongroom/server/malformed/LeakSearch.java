package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Looks for secrets where none may be: in log files and in audit events. */
final class LeakSearch {
  private static final Pattern HEX_64 = Pattern.compile("[0-9a-f]{64}");
  private static final int ROWS_AT_A_TIME = 5_000;

  private final List<String> forms = new ArrayList<>();
  private final Set<String> signatures;
  private final List<String> found = new ArrayList<>();
  private long rows;

  /**
   * @param secrets what is searched for in each of its forms
   * @param signatures 64 hexadecimal digits each
   */
  LeakSearch(List<String> secrets, Set<String> signatures) {
    secrets.forEach(secret -> forms.addAll(Canary.formsOf(secret)));
    this.signatures = new TreeSet<>(signatures);
  }

  /** Where something was found, with what. */
  List<String> found() {
    return found;
  }

  /** How many events were looked at. */
  long rows() {
    return rows;
  }

  /** Reads every file below the directory of the logs, packed ones too. */
  void logs(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = open(file)) {
          look(file.toString(), new String(in.readAllBytes(), ISO_8859_1));
        }
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  /** Reads the exact bytes of every audit event and of what is kept beside it. */
  void events(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_A_TIME);
      try (ResultSet rs = statement.executeQuery("SELECT event, decision FROM audit_event")) {
        while (rs.next()) {
          rows++;
          byte[] decision = rs.getBytes(2);
          String all = new String(rs.getBytes(1), ISO_8859_1);
          look("audit_event", all);
          look("audit_event", decision == null ? "" : new String(decision, ISO_8859_1));
        }
      }
    }
  }

  private void look(String where, String text) {
    for (String form : forms) {
      int at = text.indexOf(form);
      if (at >= 0) {
        report(where, text, at);
      }
    }
    Matcher hex = HEX_64.matcher(text);
    while (hex.find()) {
      if (signatures.contains(hex.group())) {
        report(where, text, hex.start());
      }
    }
  }

  private void report(String where, String text, int at) {
    if (found.size() < 10) {
      int end = Math.min(text.length(), at + 200);
      found.add(where + ": ..." + text.substring(Math.max(0, at - 200), end));
    }
  }
}
