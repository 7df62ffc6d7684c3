package dev.strongroom.domain.freshness;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;

/**
 * Names something that a decision may depend on, exactly as the triggers of the migrations write it
 * into {@code change_feed.entity}.
 *
 * @param text such as {@code key/111122223333/us-east-1/UUID}
 */
public record Entity(String text) {

  public static Entity account(AccountId account) {
    return new Entity("account/" + account);
  }

  public static Entity credential(String accessKeyId) {
    return new Entity("credential/" + accessKeyId);
  }

  public static Entity key(AccountId account, Region region, KeyId key) {
    return new Entity("key/" + account + "/" + region + "/" + key.uuid());
  }

  /** The material of a key: changes of the key itself do not make it load again. */
  public static Entity material(AccountId account, Region region, KeyId key) {
    return new Entity("material/" + account + "/" + region + "/" + key.uuid());
  }

  public static Entity alias(AccountId account, Region region, AliasName alias) {
    return new Entity("alias/" + account + "/" + region + "/" + alias);
  }
}
