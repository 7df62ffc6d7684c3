package dev.strongroom.domain.key;

/** The states of a KMS key; {@code toString} is the API's name ("Key states of AWS KMS keys"). */
public enum KeyState {
  CREATING("Creating", "creating"),
  ENABLED("Enabled", "enabled"),
  DISABLED("Disabled", "disabled"),
  PENDING_DELETION("PendingDeletion", "pending deletion"),
  PENDING_IMPORT("PendingImport", "pending import"),
  PENDING_REPLICA_DELETION("PendingReplicaDeletion", "pending replica deletion"),
  UNAVAILABLE("Unavailable", "unavailable"),
  UPDATING("Updating", "updating");

  private final String wireName;
  private final String words;

  KeyState(String wireName, String words) {
    this.wireName = wireName;
    this.words = words;
  }

  /** The state in a sentence: "... is pending deletion." */
  public String words() {
    return words;
  }

  @Override
  public String toString() {
    return wireName;
  }
}
