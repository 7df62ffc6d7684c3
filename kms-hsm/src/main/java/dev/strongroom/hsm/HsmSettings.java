package dev.strongroom.hsm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the token is and how it is used.
 *
 * @param module the PKCS#11 library
 * @param tokenLabel finds the slot; at most 32 bytes of UTF-8
 * @param pinFile holds the user PIN, mode 0600 or 0400; one trailing newline is not part of the PIN
 * @param softHsmConfiguration what SoftHSM reads its token directory from; empty for any other
 * @param maximumSessions used at once; one more is kept open to hold the login
 * @param sessionWait the longest wait for a free session
 */
public record HsmSettings(
    Path module,
    String tokenLabel,
    Path pinFile,
    Optional<Path> softHsmConfiguration,
    int maximumSessions,
    Duration sessionWait) {

  public HsmSettings {
    if (!isTokenLabel(tokenLabel)) {
      throw new IllegalArgumentException("a token label has 1 to 32 bytes, not " + tokenLabel);
    }
    if (maximumSessions < 1 || maximumSessions > 1024) {
      throw new IllegalArgumentException(
          "maximumSessions is between 1 and 1024, not " + maximumSessions);
    }
    if (sessionWait.isNegative() || sessionWait.isZero()) {
      throw new IllegalArgumentException("sessionWait is positive, not " + sessionWait);
    }
  }

  /** {@code CK_TOKEN_INFO} has 32 bytes for the label, padded with blanks. */
  static boolean isTokenLabel(String label) {
    int bytes = label.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= 32 && label.equals(label.strip());
  }
}
