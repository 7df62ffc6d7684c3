package dev.strongroom.domain.identity;

import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SealingPurpose;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.TokenContext;
import dev.strongroom.domain.crypto.TokenSealer;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.Deployment;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.seal.BrokenSealException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes access keys, and opens their sealed secrets. The seal binds account, access key id,
 * principal and status: a row written by somebody else's hand is no credential.
 */
public final class AccessKeySecrets {
  private static final char[] ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
  private static final String ID_PREFIX = "AKIA";
  private static final int ID_RANDOM_LETTERS = 16;
  // 30 bytes are 40 characters of Base64, as long as AWS's.
  private static final int SECRET_BYTES = 30;

  private final AccountKeys accountKeys;
  private final Deployment deployment;
  private final Randomness randomness;

  public AccessKeySecrets(AccountKeys accountKeys, Deployment deployment, Randomness randomness) {
    this.accountKeys = accountKeys;
    this.deployment = deployment;
    this.randomness = randomness;
  }

  /**
   * A new access key with its secret, which is shown once and never again.
   *
   * @param secret the secret access key, 40 characters
   */
  public record Issued(AccessKey key, String secret) {
    @Override
    public String toString() {
      return "Issued[" + key.accessKeyId() + "]";
    }
  }

  /** Makes a new access key of an account's root; the caller stores it. */
  public Issued issueForRoot(AccountId account, Instant now) {
    byte[] random = randomness.bytes(ID_RANDOM_LETTERS);
    StringBuilder id = new StringBuilder(ID_PREFIX);
    for (byte letter : random) {
      id.append(ID_LETTERS[letter & 31]);
    }
    String accessKeyId = id.toString();
    String secret = Base64.getEncoder().encodeToString(randomness.bytes(SECRET_BYTES));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    byte[] sealed =
        accountKeys.withSealingKey(
            account,
            SealingPurpose.CREDENTIAL,
            AccountKeys.VERSION,
            key ->
                TokenSealer.seal(
                    key, context(account, accessKeyId, AccountKeys.VERSION), bytes, randomness));
    Arrays.fill(bytes, (byte) 0);
    return new Issued(new AccessKey(account, accessKeyId, sealed, now), secret);
  }

  /** Opens the secret of an access key whose row's seal has been verified. */
  SecretBytes open(AccessKey key) {
    byte[] sealed = key.sealedSecret();
    try {
      int version = TokenSealer.keyVersionOf(sealed);
      byte[] secret =
          accountKeys.withSealingKey(
              key.account(),
              SealingPurpose.CREDENTIAL,
              version,
              sealingKey -> openWith(sealingKey, key, sealed, version));
      return SecretBytes.takeFrom(secret);
    } catch (NotAuthenticException e) {
      throw broken(key);
    }
  }

  private byte[] openWith(SecretBytes sealingKey, AccessKey key, byte[] sealed, int version) {
    try {
      return TokenSealer.open(
          sealingKey, context(key.account(), key.accessKeyId(), version), sealed);
    } catch (NotAuthenticException e) {
      throw broken(key);
    }
  }

  private static BrokenSealException broken(AccessKey key) {
    return new BrokenSealException(key.account(), "access_key " + key.accessKeyId());
  }

  private TokenContext context(AccountId account, String accessKeyId, int version) {
    // Only active root keys have an opened secret; other principals and states will bind themselves
    // here.
    byte[] binding =
        (accessKeyId + "|" + AccessKey.ROOT + "|Active").getBytes(StandardCharsets.UTF_8);
    return new TokenContext(deployment.id(), account, SealingPurpose.CREDENTIAL, version, binding);
  }
}
