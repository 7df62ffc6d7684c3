package dev.strongroom.server.home;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The access key of the first tenant, kept in {@link Home#credentials()} in the AWS shared
 * credentials format, so that {@code AWS_SHARED_CREDENTIALS_FILE} can name the file too.
 *
 * @param account 12 digits
 * @param name the tenant's name
 * @param accessKeyId such as {@code AKIA...}
 * @param secretAccessKey its secret, as clients need it
 */
public record TenantCredentials(
    String account, String name, String accessKeyId, String secretAccessKey) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final Pattern ACCESS_KEY_ID = Pattern.compile("[A-Z0-9]{16,128}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+/=_-]{16,256}");

  public TenantCredentials {
    require(ACCOUNT, account, "account id");
    require(NAME, name, "account name");
    require(ACCESS_KEY_ID, accessKeyId, "access key id");
    require(SECRET, secretAccessKey, "secret access key");
  }

  private static void require(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("not an " + what);
    }
  }

  /** Writes the file, mode 0600. */
  public void write(Home home) throws IOException {
    PrivateFiles.write(
        home.credentials(),
        """
        # The first tenant of this Strongroom: account %s (%s)
        [default]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(account, name, accessKeyId, secretAccessKey));
  }

  @Override
  public String toString() {
    return "TenantCredentials[account=" + account + ", accessKeyId=" + accessKeyId + "]";
  }
}
