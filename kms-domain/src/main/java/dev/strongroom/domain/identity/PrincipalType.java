package dev.strongroom.domain.identity;

/** Kinds of principals, with the name that CloudTrail's {@code userIdentity.type} has for them. */
public enum PrincipalType {
  ROOT("Root"),
  /** The operator of the deployment, who reached the administrative socket. */
  OPERATOR("StrongroomOperator");

  private final String cloudTrailName;

  PrincipalType(String cloudTrailName) {
    this.cloudTrailName = cloudTrailName;
  }

  public String cloudTrailName() {
    return cloudTrailName;
  }
}
