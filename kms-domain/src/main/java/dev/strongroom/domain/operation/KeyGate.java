package dev.strongroom.domain.operation;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.name.AliasArn;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.policy.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens a call's resources in order: each is resolved, authorised, and checked for usage and state.
 */
final class KeyGate {
  private static final String CIPHERTEXT_REFUSED =
      "The ciphertext refers to a customer master key that does not exist, does not exist in this region,"
          + " or you are not allowed to access.";

  private final KeyResolver resolver;
  private final KeyPolicies policies;

  KeyGate(KeyResolver resolver, KeyPolicies policies) {
    this.resolver = resolver;
    this.policies = policies;
  }

  /** The refusal of a ciphertext whose key or material is unknown or forbidden: always the same. */
  static KmsException ciphertextRefused() {
    return new KmsException(ErrorCode.ACCESS_DENIED, CIPHERTEXT_REFUSED);
  }

  /** Opens a query's resources. */
  List<KeySnapshot> open(
      Call call,
      List<Permission> permissions,
      Reading reading,
      Access access,
      List<EventRecord.Resource> resources) {
    List<KeySnapshot> keys = new ArrayList<>();
    for (Permission permission : permissions) {
      switch (permission.resource()) {
        case Permission.Everything _ -> access.require(permission.action());
        case Permission.NamedAlias alias ->
            requireAlias(call, permission.action(), alias, access, resources);
        case Permission.NamedKey named -> {
          KeySnapshot key =
              openNamed(
                  call,
                  permission.action(),
                  named.reference(),
                  named.requirement(),
                  reading,
                  access);
          keys.add(checked(key, permission.action(), named.requirement(), resources));
        }
        case Permission.CiphertextKey ciphertext -> {
          KeySnapshot key = openCiphertext(call, permission.action(), ciphertext, reading, access);
          keys.add(checked(key, permission.action(), ciphertext.requirement(), resources));
        }
        case Permission.AliasedKey _ ->
            throw new IllegalStateException("only changes ask for an alias's key");
      }
    }
    return keys;
  }

  /** Opens a change's resources inside its transaction; keys are locked until it ends. */
  List<Key> lock(
      Call call,
      List<Permission> permissions,
      Access access,
      List<EventRecord.Resource> resources) {
    resolver.lockInOrder(call, permissions);
    List<Key> keys = new ArrayList<>();
    for (Permission permission : permissions) {
      switch (permission.resource()) {
        // Decided before the transaction began.
        case Permission.Everything _ -> {}
        case Permission.NamedAlias alias ->
            requireAlias(call, permission.action(), alias, access, resources);
        case Permission.NamedKey named ->
            keys.add(lockNamed(call, permission.action(), named, access, resources));
        case Permission.AliasedKey aliased ->
            keys.add(lockAliased(call, permission.action(), aliased, access, resources));
        case Permission.CiphertextKey _ ->
            throw new IllegalStateException("no change is made on a ciphertext's key");
      }
    }
    return keys;
  }

  private KeySnapshot openNamed(
      Call call,
      String action,
      KeyReference reference,
      KeyRequirement requirement,
      Reading reading,
      Access access) {
    KeyResolver.Resolved resolved =
        resolver.resolve(call, reference, requirement.takesAliases(), reading);
    requireKey(call, action, resolved, requirement, access);
    return resolved
        .key()
        .orElseThrow(() -> new KmsException(ErrorCode.NOT_FOUND, resolved.missing()));
  }

  private KeySnapshot openCiphertext(
      Call call, String action, Permission.CiphertextKey wanted, Reading reading, Access access) {
    // A bare id says nothing about the account, so it is looked for where the ciphertext points.
    Optional<KeyReference> named =
        wanted
            .named()
            .filter(
                reference ->
                    !(reference instanceof KeyReference.ById byId
                        && byId.id().equals(wanted.ciphertext().keyId())));
    if (named.isPresent()) {
      KeySnapshot key = openNamed(call, action, named.get(), wanted.requirement(), reading, access);
      boolean same =
          key.arn().key().equals(wanted.ciphertext().keyId())
              && key.arn().account().equals(wanted.ciphertext().account());
      if (!same) {
        throw new KmsException(
            ErrorCode.INCORRECT_KEY,
            "The key ID in the request does not identify a CMK that can perform this operation.");
      }
      return key;
    }
    KeyResolver.Resolved resolved = resolver.resolve(call, wanted.ciphertext(), reading);
    boolean allowed =
        access.decide(
            action, resolved.owner(), resolved.shown(), resolved.key().map(KeySnapshot::policy));
    return resolved.key().filter(found -> allowed).orElseThrow(KeyGate::ciphertextRefused);
  }

  private static void requireKey(
      Call call,
      String action,
      KeyResolver.Resolved resolved,
      KeyRequirement requirement,
      Access access) {
    boolean foreign = !resolved.owner().equals(call.caller().account());
    // Where an action does not work across accounts, no policy of the other account is asked.
    Optional<ResourcePolicy> policy =
        foreign && !requirement.crossAccount()
            ? Optional.empty()
            : resolved.key().map(KeySnapshot::policy);
    access.requireOn(action, resolved.owner(), resolved.shown(), policy);
  }

  private Key lockNamed(
      Call call,
      String action,
      Permission.NamedKey named,
      Access access,
      List<EventRecord.Resource> resources) {
    KeyArn arn = resolver.nameOf(call, named.reference());
    if (!arn.account().equals(call.caller().account())) {
      access.requireOn(action, arn.account(), arn.toString(), Optional.empty());
      throw new IllegalStateException("a change reached a key of another account");
    }
    Optional<Key> found = resolver.lock(arn);
    if (found.isEmpty()) {
      access.requireOn(action, arn.account(), arn.toString(), Optional.empty());
      throw new KmsException(ErrorCode.NOT_FOUND, KeyResolver.missing(arn));
    }
    return allowed(found.get(), action, named.requirement(), access, resources);
  }

  private Key lockAliased(
      Call call,
      String action,
      Permission.AliasedKey aliased,
      Access access,
      List<EventRecord.Resource> resources) {
    Key key = resolver.lockTargetOf(call, aliased.alias());
    return allowed(key, action, aliased.requirement(), access, resources);
  }

  private Key allowed(
      Key key,
      String action,
      KeyRequirement requirement,
      Access access,
      List<EventRecord.Resource> resources) {
    KeySnapshot snapshot = key.snapshot(policies.inForce(key).document());
    access.requireOn(action, key.account(), key.arn().toString(), Optional.of(snapshot.policy()));
    checked(snapshot, action, requirement, resources);
    return key;
  }

  private static void requireAlias(
      Call call,
      String action,
      Permission.NamedAlias alias,
      Access access,
      List<EventRecord.Resource> resources) {
    AliasArn arn = new AliasArn(call.region(), call.caller().account(), alias.alias());
    resources.add(
        new EventRecord.Resource(arn.account(), EventRecord.Resource.ALIAS, arn.toString()));
    access.requireOn(action, arn.account(), arn.toString(), Optional.empty());
  }

  private static KeySnapshot checked(
      KeySnapshot key,
      String action,
      KeyRequirement requirement,
      List<EventRecord.Resource> resources) {
    resources.add(
        new EventRecord.Resource(
            key.arn().account(), EventRecord.Resource.KEY, key.arn().toString()));
    requirement.usage().ifPresent(usage -> requireUsage(key, action, usage));
    requirement.states().check(key.arn(), key.state());
    return key;
  }

  private static void requireUsage(KeySnapshot key, String action, KeyUsage usage) {
    if (key.usage() != usage) {
      throw new KmsException(
          ErrorCode.INVALID_KEY_USAGE,
          key.arn()
              + " key usage is "
              + key.usage()
              + " which is not valid for "
              + action.substring(action.indexOf(':') + 1)
              + ".");
    }
  }
}
