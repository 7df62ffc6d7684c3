package dev.strongroom.server.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.materialproviders.IKeyring;

/**
 * The AWS Encryption SDKs for Java and for JavaScript read each other's messages, both over the
 * server that the environment names. interop/encryption-sdk has the other side and starts this.
 */
@EnabledIfSystemProperty(
    named = "test.encryption-sdk.node",
    matches = ".+",
    disabledReason = "needs Node.js and npm: interop/encryption-sdk/run")
class EncryptionSdkForNodeTest {
  private static EncryptionSdk sdk;
  private static String first;
  private static String second;
  private static byte[] plaintext;

  @TempDir private Path folder;

  @BeforeAll
  static void makeKeys() {
    KmsClient kms = KmsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    sdk = new EncryptionSdk(kms);
    first = sdk.newKey();
    second = sdk.newKey();
    plaintext = EncryptionSdk.tenMegabytes();
  }

  @Test
  void javaDecryptsWhatNodeEncrypts() throws Exception {
    assertComesBack(decryptByJava(encryptByNode(first), first));
  }

  @Test
  void nodeDecryptsWhatJavaEncrypts() throws Exception {
    assertComesBack(decryptByNode(encryptByJava(first), first));
  }

  @Test
  void ofTwoKeysOneMayBeDisabledInBothDirections() throws Exception {
    Path byNode = encryptByNode(first, second);
    Path byJava = encryptByJava(first, second);
    sdk.kms().disableKey(r -> r.keyId(first));
    try {
      assertComesBack(decryptByJava(byNode, first, second));
      assertComesBack(decryptByNode(byNode, first, second));
      assertComesBack(decryptByNode(byJava, first, second));
      assertThat(refusedByNode(byJava, first)).contains("DisabledException");
    } finally {
      sdk.kms().enableKey(r -> r.keyId(first));
    }
  }

  @Test
  void nodeRefusesTheWrongKey() throws Exception {
    assertThat(refusedByNode(encryptByJava(first), second))
        .contains("unencryptedDataKey has not been set");
  }

  private static void assertComesBack(byte[] decrypted) {
    assertThat(Arrays.equals(decrypted, plaintext)).isTrue();
  }

  private Path encryptByJava(String generator, String... others) throws IOException {
    Path message = folder.resolve("by-java");
    IKeyring keyring = sdk.keyring(generator, others);
    try (InputStream input = Files.newInputStream(plaintextFile());
        OutputStream output = Files.newOutputStream(message)) {
      EncryptionSdk.encrypt(keyring, input, output);
    }
    return message;
  }

  private static byte[] decryptByJava(Path message, String generator, String... others)
      throws IOException {
    try (InputStream input = Files.newInputStream(message)) {
      return EncryptionSdk.decrypt(sdk.keyring(generator, others), input);
    }
  }

  private Path encryptByNode(String... keys) throws Exception {
    Path message = folder.resolve("by-node");
    node(0, "encrypt", plaintextFile(), message, keys);
    return message;
  }

  private byte[] decryptByNode(Path message, String... keys) throws Exception {
    Path decrypted = folder.resolve("decrypted-by-node");
    node(0, "decrypt", message, decrypted, keys);
    return Files.readAllBytes(decrypted);
  }

  private Path plaintextFile() throws IOException {
    return Files.write(folder.resolve("plaintext"), plaintext);
  }

  /** What the other side says, the refusal among it, about a message that it does not decrypt. */
  private String refusedByNode(Path message, String... keys) throws Exception {
    return node(1, "decrypt", message, folder.resolve("none"), keys);
  }

  private static String node(int exitCode, String action, Path input, Path output, String... keys)
      throws Exception {
    Path script = Path.of(System.getProperty("test.encryption-sdk.node"), "crypt.mjs");
    List<String> command = new ArrayList<>(List.of("node", script.toString(), action));
    command.addAll(List.of(input.toString(), output.toString()));
    command.addAll(List.of(keys));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
    return said;
  }
}
