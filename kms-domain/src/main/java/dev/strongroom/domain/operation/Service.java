package dev.strongroom.domain.operation;

/**
 * The APIs that are answered, with the names that the protocols, signatures and CloudTrail have for
 * them.
 */
public enum Service {
  KMS("kms", "kms", "TrentService", "kms.amazonaws.com", "2014-11-01"),
  STS("sts", "sts", "AWSSecurityTokenServiceV20110615", "sts.amazonaws.com", "2011-06-15"),
  /** Operations on the deployment, reached through the administrative socket only. */
  PLATFORM("strongroom", "strongroom", "StrongroomPlatform", "platform.strongroom", "2026-11-01");

  private final String actionPrefix;
  private final String signingName;
  private final String targetPrefix;
  private final String eventSource;
  private final String version;

  Service(
      String actionPrefix,
      String signingName,
      String targetPrefix,
      String eventSource,
      String version) {
    this.actionPrefix = actionPrefix;
    this.signingName = signingName;
    this.targetPrefix = targetPrefix;
    this.eventSource = eventSource;
    this.version = version;
  }

  /** The part of an IAM action before the colon. */
  public String actionPrefix() {
    return actionPrefix;
  }

  /** The service in a SigV4 credential scope. */
  public String signingName() {
    return signingName;
  }

  /** The part of {@code X-Amz-Target} before the dot. */
  public String targetPrefix() {
    return targetPrefix;
  }

  /** CloudTrail's {@code eventSource}. */
  public String eventSource() {
    return eventSource;
  }

  /** The API version, which query requests name in {@code Version}. */
  public String version() {
    return version;
  }
}
