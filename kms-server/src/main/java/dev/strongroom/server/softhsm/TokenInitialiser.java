package dev.strongroom.server.softhsm;

import java.nio.file.Path;

/** What the PKCS#11 binding does to a token store, as far as making a token needs it. */
public interface TokenInitialiser {

  /** Whether a token of this label is initialised already. */
  boolean exists(String label);

  /**
   * Makes the token by C_InitToken and C_InitPIN, so that no PIN is on a command line.
   *
   * @param securityOfficerPin a file of mode 0600
   * @param userPin a file of mode 0600
   */
  void initialise(String label, Path securityOfficerPin, Path userPin);
}
