package dev.strongroom.server.frontdoor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.exception.AwsCryptoException;
import com.amazonaws.encryptionsdk.exception.CannotUnwrapDataKeyException;
import com.amazonaws.encryptionsdk.kms.DiscoveryFilter;
import com.amazonaws.encryptionsdk.kmssdkv2.KmsMasterKeyProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.model.AwsCryptographicMaterialProvidersException;
import software.amazon.cryptography.materialproviders.model.CollectionOfErrors;

class EncryptionSdkTest {
  private static final byte[] PLAINTEXT = "the quick brown fox".getBytes(UTF_8);

  /** What the SDK says, without a call, when a message has no data key for a keyring. */
  private static final String NO_KEY =
      AwsCryptographicMaterialProvidersException.class.getSimpleName();

  private static FrontDoor.TestAccount account;
  private static EncryptionSdk sdk;
  private static String key;

  @BeforeAll
  static void makeAKey() {
    account = FrontDoor.shared().newAccount();
    sdk = new EncryptionSdk(account.kms());
    key = sdk.newKey();
  }

  private static byte[] encrypt(IKeyring keyring, byte[] plaintext) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    EncryptionSdk.encrypt(keyring, new ByteArrayInputStream(plaintext), message);
    return message.toByteArray();
  }

  private static byte[] decrypt(IKeyring keyring, byte[] message) throws IOException {
    return EncryptionSdk.decrypt(keyring, new ByteArrayInputStream(message));
  }

  @Test
  void aStreamOfTenMegabytesComesBack() throws Exception {
    byte[] plaintext = EncryptionSdk.tenMegabytes();
    byte[] message = encrypt(sdk.keyring(key), plaintext);
    assertThat(message).hasSizeGreaterThan(plaintext.length);
    assertThat(Arrays.equals(decrypt(sdk.keyring(key), message), plaintext)).isTrue();
  }

  @Test
  void aKeyringOfAnotherKeyDoesNotDecrypt() throws Exception {
    byte[] message = encrypt(sdk.keyring(key), PLAINTEXT);
    IKeyring other = sdk.keyring(sdk.newKey());
    assertThat(refusals(() -> decrypt(other, message))).containsExactly(NO_KEY);
  }

  @Test
  void aMessageThatNamesAnotherKeyIsRefusedByTheServer() throws Exception {
    String other = sdk.newKey();
    byte[] message = changed(encrypt(sdk.keyring(key), PLAINTEXT), key, other);
    assertThat(refusals(() -> decrypt(sdk.keyring(other), message)))
        .containsExactly("IncorrectKeyException");
  }

  @Test
  void aMessageOfAnotherEncryptionContextIsRefusedByTheServer() throws Exception {
    byte[] message = changed(encrypt(sdk.keyring(key), PLAINTEXT), "demo", "Demo");
    assertThat(refusals(() -> AwsCrypto.standard().decryptData(sdk.keyring(key), message)))
        .containsExactly("InvalidCiphertextException");
  }

  private static byte[] changed(byte[] message, String part, String other) {
    assertThat(other).hasSameSizeAs(part);
    return new String(message, ISO_8859_1).replace(part, other).getBytes(ISO_8859_1);
  }

  @Test
  void ofTwoKeysOneMayBeDisabled() throws Exception {
    String second = sdk.newKey();
    for (boolean theGenerator : new boolean[] {true, false}) {
      String first = sdk.newKey();
      byte[] message = encrypt(sdk.keyring(first, second), PLAINTEXT);
      String disabled = theGenerator ? first : second;
      sdk.kms().disableKey(r -> r.keyId(disabled));
      assertThat(decrypt(sdk.keyring(first, second), message)).isEqualTo(PLAINTEXT);
      assertThat(refusals(() -> decrypt(sdk.keyring(disabled), message)))
          .containsExactly("DisabledException");
    }
  }

  @Test
  void aDisabledKeyEncryptsNothing() {
    String disabled = sdk.newKey();
    sdk.kms().disableKey(r -> r.keyId(disabled));
    assertThat(refusals(() -> encrypt(sdk.keyring(disabled), PLAINTEXT)))
        .containsExactly("DisabledException");
  }

  @Test
  void discoveryFindsTheKeysOfItsAccountOnly() throws Exception {
    byte[] message = encrypt(sdk.keyring(key), PLAINTEXT);
    assertThat(decrypt(sdk.discovery(account.id()), message)).isEqualTo(PLAINTEXT);
    FrontDoor.TestAccount other = FrontDoor.shared().newAccount();
    assertThat(refusals(() -> decrypt(sdk.discovery(other.id()), message))).containsExactly(NO_KEY);
    IKeyring intruders = new EncryptionSdk(other.kms()).discovery(account.id());
    assertThat(refusals(() -> decrypt(intruders, message)))
        .containsExactly("AccessDeniedException");
  }

  @Test
  void masterKeyProvidersDoTheSame() {
    AwsCrypto crypto = AwsCrypto.standard();
    KmsMasterKeyProvider.Builder providers =
        KmsMasterKeyProvider.builder().customRegionalClientSupplier(region -> sdk.kms());
    String first = sdk.newKey();
    KmsMasterKeyProvider both = providers.buildStrict(first, sdk.newKey());
    byte[] plaintext = EncryptionSdk.tenMegabytes();
    byte[] message = crypto.encryptData(both, plaintext, EncryptionSdk.CONTEXT).getResult();
    sdk.kms().disableKey(r -> r.keyId(first));
    for (KmsMasterKeyProvider provider :
        List.of(both, providers.buildDiscovery(new DiscoveryFilter("aws", account.id())))) {
      var decrypted = crypto.decryptData(provider, message);
      assertThat(Arrays.equals(decrypted.getResult(), plaintext)).isTrue();
      assertThat(decrypted.getEncryptionContext()).containsAllEntriesOf(EncryptionSdk.CONTEXT);
    }
    assertThatThrownBy(() -> crypto.decryptData(providers.buildStrict(key), message))
        .isInstanceOf(CannotUnwrapDataKeyException.class);
  }

  @Test
  void aChangedByteOfTheMessageIsRefused() throws Exception {
    byte[] message = encrypt(sdk.keyring(key), PLAINTEXT);
    message[message.length - 1] ^= 1;
    assertThatThrownBy(() -> decrypt(sdk.keyring(key), message))
        .isInstanceOf(AwsCryptoException.class);
  }

  /** What the keyrings of a failed call have met, by error code, or by type for the SDK's own. */
  private static List<String> refusals(ThrowingCallable call) {
    return leaves(catchThrowable(call)).map(EncryptionSdkTest::nameOf).toList();
  }

  private static Stream<Throwable> leaves(Throwable error) {
    return error instanceof CollectionOfErrors several
        ? several.list().stream().flatMap(EncryptionSdkTest::leaves)
        : Stream.of(error);
  }

  /** The SDK passes on the type that stands for an error code, but then not the code. */
  private static String nameOf(Throwable error) {
    return error instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.awsErrorDetails().errorCode()
        : error.getClass().getSimpleName();
  }
}
