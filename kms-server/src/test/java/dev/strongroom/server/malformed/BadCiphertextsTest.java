package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.Caller.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.frontdoor.FrontDoor;
import dev.strongroom.server.frontdoor.FrontDoor.TestAccount;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ciphertexts that were cut, changed, or belong elsewhere. The layout is in CiphertextBlob. */
class BadCiphertextsTest {
  private static final String INVALID = "InvalidCiphertextException";
  private static final String DENIED = "AccessDeniedException";
  private static final byte[] GOOD = Base64.getDecoder().decode(SAMPLES.ciphertext());
  private static final int ACCOUNT = 2;
  private static final int FLAGS = 8;
  private static final int NONCE = 41;

  private static RawConnection connection;

  @BeforeAll
  static void connect() throws IOException {
    connection = RawConnection.to(FrontDoor.shared().endpoint());
  }

  @AfterAll
  static void disconnect() throws IOException {
    connection.close();
  }

  private static RawRequest decrypt(TestAccount account, byte[] blob, Map<String, String> context) {
    String json =
        JsonText.of(
            Map.of(
                "CiphertextBlob",
                Base64.getEncoder().encodeToString(blob),
                "EncryptionContext",
                context));
    return RawRequest.kms(account, "Decrypt", json);
  }

  private static String codeOf(RawRequest request) throws IOException {
    Answer answer = connection.send(request.bytes()).answer();
    new AnswerRules(Caller.MODEL).hold(answer, false);
    assertThat(answer.text().contains(Canary.base64(12))).isEqualTo(answer.status() == 200);
    return answer.code();
  }

  private static String codeOf(byte[] blob) throws IOException {
    return codeOf(decrypt(SAMPLES.account(), blob, Samples.CONTEXT));
  }

  @Test
  void ciphertextCutAtAnyLengthIsInvalid() throws IOException {
    assertThat(codeOf(new byte[0])).isEqualTo("ValidationException");
    for (int length = 1; length < GOOD.length; length++) {
      assertThat(codeOf(Arrays.copyOf(GOOD, length))).as("%d bytes", length).isEqualTo(INVALID);
    }
    assertThat(codeOf(Arrays.copyOf(GOOD, GOOD.length + 1))).isEqualTo(INVALID);
    assertThat(codeOf(Arrays.copyOf(GOOD, 6_144))).isEqualTo(INVALID);
    assertThat(codeOf(Arrays.copyOf(GOOD, 6_145))).isEqualTo("ValidationException");
  }

  @Test
  void ciphertextWithAnyByteChangedIsRefused() throws IOException {
    for (int i = 0; i < GOOD.length; i++) {
      for (int mask : new int[] {1, 0x80, 0xFF}) {
        byte[] changed = GOOD.clone();
        changed[i] ^= (byte) mask;
        assertThat(codeOf(changed)).as("byte %d ^ %02x", i, mask).isIn(expected(i));
      }
    }
  }

  private static List<String> expected(int index) {
    if (index >= ACCOUNT && index <= FLAGS) {
      // Another account, or more than the 12 digits that one has; another kind of key, or none.
      return List.of(INVALID, DENIED);
    }
    // Key and material: unknown ones look like those that one may not use.
    return List.of(index > FLAGS && index < NONCE ? DENIED : INVALID);
  }

  @Test
  void ciphertextOfAnotherAccountIsDenied() throws IOException {
    TestAccount other = FrontDoor.shared().newAccount();
    assertThat(codeOf(decrypt(other, GOOD, Samples.CONTEXT))).isEqualTo(DENIED);
  }

  @Test
  void ciphertextOfAnotherRegionIsDenied() throws IOException {
    RawRequest request = decrypt(SAMPLES.account(), GOOD, Samples.CONTEXT);
    request.region = FrontDoor.OTHER_REGION;
    assertThat(codeOf(request)).isEqualTo(DENIED);
  }

  @Test
  void ciphertextWithAnotherContextIsInvalid() throws IOException {
    for (Map<String, String> context :
        List.of(
            Map.<String, String>of(),
            Map.of("app", "Demo"),
            Map.of("App", "demo"),
            Map.of("app", "demo", "a", ""),
            Map.of("app", "demo "))) {
      assertThat(codeOf(decrypt(SAMPLES.account(), GOOD, context))).isEqualTo(INVALID);
    }
    assertThat(codeOf(decrypt(SAMPLES.account(), GOOD, Samples.CONTEXT))).isEmpty();
  }
}
