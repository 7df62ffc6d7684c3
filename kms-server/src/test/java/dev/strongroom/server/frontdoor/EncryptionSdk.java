package dev.strongroom.server.frontdoor;

import com.amazonaws.encryptionsdk.AwsCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsDiscoveryKeyringInput;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.CreateMultiKeyringInput;
import software.amazon.cryptography.materialproviders.model.DiscoveryFilter;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/**
 * The AWS Encryption SDK with the keyrings of a client of the API. It encrypts by its default
 * suite, whose messages are signed and committed to their data key.
 */
record EncryptionSdk(KmsClient kms) {
  static final Map<String, String> CONTEXT = Map.of("app", "demo", "größe", "✓");

  private static final MaterialProviders PROVIDERS =
      MaterialProviders.builder()
          .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
          .build();

  /** 10 MB that are neither alike nor a whole number of the SDK's frames of 4,096 bytes. */
  static byte[] tenMegabytes() {
    byte[] plaintext = new byte[10_000_001];
    new Random(7).nextBytes(plaintext);
    return plaintext;
  }

  /** A new key's ARN. */
  String newKey() {
    return kms.createKey().keyMetadata().arn();
  }

  /** A keyring of the first key, which makes the data keys, and others that encrypt them too. */
  IKeyring keyring(String generator, String... others) {
    return PROVIDERS.CreateMultiKeyring(
        CreateMultiKeyringInput.builder()
            .generator(ofOne(generator))
            .childKeyrings(Arrays.stream(others).map(this::ofOne).toList())
            .build());
  }

  private IKeyring ofOne(String key) {
    return PROVIDERS.CreateAwsKmsKeyring(
        CreateAwsKmsKeyringInput.builder().kmsClient(kms).kmsKeyId(key).build());
  }

  /** A keyring that decrypts by whatever key of the account a message names. */
  IKeyring discovery(String account) {
    return PROVIDERS.CreateAwsKmsDiscoveryKeyring(
        CreateAwsKmsDiscoveryKeyringInput.builder()
            .kmsClient(kms)
            .discoveryFilter(
                DiscoveryFilter.builder().partition("aws").accountIds(List.of(account)).build())
            .build());
  }

  static void encrypt(IKeyring keyring, InputStream plaintext, OutputStream message)
      throws IOException {
    try (OutputStream encrypting =
        AwsCrypto.standard().createEncryptingStream(keyring, message, CONTEXT)) {
      plaintext.transferTo(encrypting);
    }
  }

  static byte[] decrypt(IKeyring keyring, InputStream message) throws IOException {
    try (InputStream decrypting =
        AwsCrypto.standard().createDecryptingStream(keyring, message, CONTEXT)) {
      return decrypting.readAllBytes();
    }
  }
}
