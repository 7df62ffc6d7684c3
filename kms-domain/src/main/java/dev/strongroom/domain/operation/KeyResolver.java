package dev.strongroom.domain.operation;

import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.key.Alias;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.key.KeyRing;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasArn;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the key that a request names: in the caller's account by id or alias, in any account by ARN
 * or ciphertext, and always in the call's region.
 */
final class KeyResolver {
  private final KeyRing ring;
  private final Keys keys;
  private final Aliases aliases;

  KeyResolver(KeyRing ring, Keys keys, Aliases aliases) {
    this.ring = ring;
    this.keys = keys;
    this.aliases = aliases;
  }

  /**
   * A resolved name. A key of another account that does not exist is resolved too, so that it is
   * refused just like one that exists.
   *
   * @param owner the account that the key belongs to, or would
   * @param shown how refusals name it: an alias of another account does not give its target away
   * @param key the key, when there is one
   * @param missing what the caller receives when there is none and it might have known
   */
  record Resolved(AccountId owner, String shown, Optional<KeySnapshot> key, String missing) {}

  Resolved resolve(Call call, KeyReference reference, boolean takesAliases, Reading reading) {
    if (reference.isAlias() && !takesAliases) {
      throw invalidKeyId(reference);
    }
    AccountId mine = call.caller().account();
    return switch (reference) {
      case KeyReference.ById byId -> find(new KeyArn(call.region(), mine, byId.id()), reading);
      case KeyReference.ByArn byArn -> {
        requireRegion(call, byArn.arn().region());
        yield find(byArn.arn(), reading);
      }
      case KeyReference.ByAlias byAlias -> findByAlias(call, mine, byAlias.alias(), reading);
      case KeyReference.ByAliasArn byArn -> {
        requireRegion(call, byArn.arn().region());
        yield findByAlias(call, byArn.arn().account(), byArn.arn().alias(), reading);
      }
    };
  }

  /** The key that a ciphertext's header names, in the call's region. */
  Resolved resolve(Call call, CiphertextBlob ciphertext, Reading reading) {
    return find(new KeyArn(call.region(), ciphertext.account(), ciphertext.keyId()), reading);
  }

  /** The key of the caller's account, locked; in the running transaction. */
  Optional<Key> lock(KeyArn arn) {
    return keys.lockById(arn.account(), arn.region(), arn.key());
  }

  /**
   * Locks the keys of a change that needs several, always in the same order: two changes that need
   * the same two would wait for each other for ever otherwise. What is not there is told later.
   */
  void lockInOrder(Call call, List<Permission> permissions) {
    if (permissions.stream().filter(permission -> permission.resource().isKey()).count() < 2) {
      return;
    }
    Set<KeyArn> wanted = new TreeSet<>(Comparator.comparing(KeyArn::toString));
    for (Permission permission : permissions) {
      switch (permission.resource()) {
        case Permission.NamedKey named when !named.reference().isAlias() ->
            wanted.add(nameOf(call, named.reference()));
        case Permission.AliasedKey aliased ->
            aliases
                .lockByName(call.caller().account(), call.region(), aliased.alias())
                .ifPresent(alias -> wanted.add(targetOf(alias)));
        default -> {}
      }
    }
    wanted.stream()
        .filter(key -> key.account().equals(call.caller().account()))
        .forEach(this::lock);
  }

  /** Whether the id is written as a multi-Region one is not known here, and does not matter. */
  private static KeyArn targetOf(Alias alias) {
    return new KeyArn(alias.arn().region(), alias.account(), new KeyId(alias.target(), false));
  }

  /**
   * The key that an alias of the caller's account stands for, both locked; in the running
   * transaction.
   *
   * @throws KmsException NotFoundException when there is no such alias
   */
  Key lockTargetOf(Call call, AliasName name) {
    AccountId account = call.caller().account();
    Alias alias =
        aliases
            .lockByName(account, call.region(), name)
            .orElseThrow(() -> notFound(missing(new AliasArn(call.region(), account, name))));
    return keys.lockTargetOf(alias)
        .orElseThrow(() -> new IllegalStateException("the key of " + alias.arn() + " is missing"));
  }

  /**
   * The ARN that a management operation's key name stands for.
   *
   * @throws KmsException NotFoundException for an alias: management operations take none
   */
  KeyArn nameOf(Call call, KeyReference reference) {
    return switch (reference) {
      case KeyReference.ById byId -> new KeyArn(call.region(), call.caller().account(), byId.id());
      case KeyReference.ByArn byArn -> {
        requireRegion(call, byArn.arn().region());
        yield byArn.arn();
      }
      case KeyReference.ByAlias _, KeyReference.ByAliasArn _ -> throw invalidKeyId(reference);
    };
  }

  /** What a caller receives for a key of its own account that is not there. */
  static String missing(KeyArn arn) {
    return "Key '" + arn + "' does not exist";
  }

  private static String missing(AliasArn arn) {
    return "Alias " + arn + " is not found.";
  }

  private Resolved find(KeyArn arn, Reading reading) {
    Optional<KeySnapshot> key = ring.key(arn.account(), arn.region(), arn.key(), reading);
    return new Resolved(arn.account(), arn.toString(), key, missing(arn));
  }

  private Resolved findByAlias(Call call, AccountId owner, AliasName alias, Reading reading) {
    Optional<KeySnapshot> key =
        ring.alias(owner, call.region(), alias, reading)
            .flatMap(target -> ring.key(owner, call.region(), target, reading));
    AliasArn arn = new AliasArn(call.region(), owner, alias);
    return new Resolved(owner, arn.toString(), key, missing(arn));
  }

  private static void requireRegion(Call call, Region region) {
    if (!call.region().equals(region)) {
      throw notFound("Invalid arn " + region);
    }
  }

  private static KmsException invalidKeyId(KeyReference reference) {
    return notFound("Invalid keyId '" + reference.text() + "'");
  }

  private static KmsException notFound(String message) {
    return new KmsException(ErrorCode.NOT_FOUND, message);
  }
}
