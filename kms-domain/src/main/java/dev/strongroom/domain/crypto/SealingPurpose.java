package dev.strongroom.domain.crypto;

/**
 * What a sealing key of an account is for. The labels are part of sealed bytes: never change one.
 */
public enum SealingPurpose {
  /** Secret access keys at rest. */
  CREDENTIAL("credential"),
  /** Session tokens of temporary credentials. */
  SESSION("session"),
  /** Grant tokens. */
  GRANT_TOKEN("grant-token"),
  /** Import tokens. */
  IMPORT_TOKEN("import-token"),
  /** Pagination markers. */
  MARKER("marker"),
  /** Encoded authorisation messages. */
  AUTHORIZATION_MESSAGE("authorization-message");

  private final String label;

  SealingPurpose(String label) {
    this.label = label;
  }

  /** The stable text that stands for the purpose in sealed bytes and in the database. */
  public String label() {
    return label;
  }
}
