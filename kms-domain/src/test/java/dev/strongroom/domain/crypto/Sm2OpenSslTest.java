package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SM2 against OpenSSL's implementation, both ways. */
class Sm2OpenSslTest {
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.UTF_8);
  private static final String ID = "distid:1234567812345678";

  private final AsymmetricKey key = Pairs.open(KeySpec.SM2, Jca.preferred());
  private OpenSsl openSsl;
  private String privateKey;
  private String publicKey;
  private String message;

  @BeforeEach
  void writesTheKeys() throws Exception {
    openSsl = OpenSsl.assumed();
    String der = openSsl.file("key.der", Pairs.privateKey(Pairs.of(KeySpec.SM2)));
    privateKey = openSsl.nameOf("key.pem");
    publicKey = openSsl.nameOf("public.pem");
    openSsl.run("pkey", "-in", der, "-inform", "DER", "-out", privateKey);
    openSsl.run("pkey", "-in", privateKey, "-pubout", "-out", publicKey);
    message = openSsl.file("message", MESSAGE);
  }

  @AfterEach
  void removesThem() throws Exception {
    if (openSsl != null) {
      openSsl.close();
    }
  }

  @Test
  void openSslVerifiesItsSignatures() throws Exception {
    byte[] signature = key.sign(SigningAlgorithm.SM2DSA, MessageType.RAW, MESSAGE);
    assertThat(
            openSsl.run(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                publicKey,
                "-in",
                message,
                "-rawin",
                "-digest",
                "sm3",
                "-pkeyopt",
                ID,
                "-sigfile",
                openSsl.file("signature", signature)))
        .contains("Verified Successfully");
  }

  @Test
  void verifiesOpenSslsSignatures() throws Exception {
    openSsl.run(
        "pkeyutl",
        "-sign",
        "-inkey",
        privateKey,
        "-in",
        message,
        "-rawin",
        "-digest",
        "sm3",
        "-pkeyopt",
        ID,
        "-out",
        openSsl.nameOf("signature"));
    assertThat(
            key.verify(
                SigningAlgorithm.SM2DSA, MessageType.RAW, MESSAGE, openSsl.read("signature")))
        .isTrue();
  }

  @Test
  void openSslDecryptsItsCiphertexts() throws Exception {
    byte[] ciphertext = key.encrypt(EncryptionAlgorithm.SM2PKE, MESSAGE);
    openSsl.run(
        "pkeyutl",
        "-decrypt",
        "-inkey",
        privateKey,
        "-in",
        openSsl.file("ciphertext", ciphertext),
        "-out",
        openSsl.nameOf("plaintext"));
    assertThat(openSsl.read("plaintext")).isEqualTo(MESSAGE);
  }

  @Test
  void decryptsOpenSslsCiphertexts() throws Exception {
    openSsl.run(
        "pkeyutl",
        "-encrypt",
        "-pubin",
        "-inkey",
        publicKey,
        "-in",
        message,
        "-out",
        openSsl.nameOf("ciphertext"));
    assertThat(key.decrypt(EncryptionAlgorithm.SM2PKE, openSsl.read("ciphertext")))
        .isEqualTo(MESSAGE);
  }
}
