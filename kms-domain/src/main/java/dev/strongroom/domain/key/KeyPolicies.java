package dev.strongroom.domain.key;

import org.springframework.data.jpa.repository.JpaRepository;

/** The policies of the keys of the account in scope, all versions. */
public interface KeyPolicies extends JpaRepository<KeyPolicy, KeyPolicy.Id> {

  /** The policy in force. */
  default KeyPolicy inForce(Key key) {
    var arn = key.arn();
    var id =
        new KeyPolicy.Id(
            arn.account().number(), arn.region().name(), arn.key().uuid(), key.policyVersion());
    return findById(id)
        .orElseThrow(
            () -> new IllegalStateException("the policy in force of " + arn + " is missing"));
  }
}
