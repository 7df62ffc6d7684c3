package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Wycheproof vectors for the primitives, in the sizes that the formats use. */
class WycheproofTest {

  @Test
  void aesGcmOpensTheValidAndRefusesTheInvalid() {
    assertThat(tests("aes_gcm_test").filter(WycheproofTest::gcmAgrees)).hasSize(66);
  }

  @Test
  void aesCmacAgreesAndRefusesOtherKeySizes() {
    assertThat(tests("aes_cmac_test").filter(WycheproofTest::cmacAgrees)).isNotEmpty();
  }

  @Test
  void hmacAgrees() {
    assertThat(tests("hmac_sha256_test").peek(WycheproofTest::hmacAgrees)).hasSize(174);
  }

  /** Whether the case was one for 256-bit keys and 96-bit IVs; throws when it fails. */
  private static boolean gcmAgrees(JsonNode test) {
    if (hex(test, "key").length != AesGcm.KEY_LENGTH || hex(test, "iv").length != 12) {
      return false;
    }
    byte[] sealed = concat(hex(test, "ct"), hex(test, "tag"));
    byte[] message = concat(hex(test, "iv"), sealed);
    byte[] opened;
    try {
      opened = AesGcm.open(hex(test, "key"), message, 0, 12, hex(test, "aad"));
    } catch (NotAuthenticException refused) {
      assertThat(isValid(test)).as(test.toString()).isFalse();
      return true;
    }
    assertThat(isValid(test)).as(test.toString()).isTrue();
    assertThat(opened).isEqualTo(hex(test, "msg"));
    byte[] made = Arrays.copyOf(hex(test, "iv"), message.length);
    AesGcm.seal(hex(test, "key"), made, 0, 12, hex(test, "msg"), hex(test, "aad"));
    assertThat(made).isEqualTo(message);
    return true;
  }

  private static boolean cmacAgrees(JsonNode test) {
    byte[] mac = new byte[AesCmac.LENGTH];
    try {
      AesCmac.of(hex(test, "key"), hex(test, "msg"), mac, 0);
    } catch (IllegalArgumentException refused) {
      assertThat(hex(test, "key").length).isNotEqualTo(AesCmac.KEY_LENGTH);
      return false;
    }
    assertThat(Arrays.equals(mac, hex(test, "tag"))).as(test.toString()).isEqualTo(isValid(test));
    return true;
  }

  private static void hmacAgrees(JsonNode test) {
    byte[] tag = hex(test, "tag");
    byte[] mac = Arrays.copyOf(HmacSha256.of(hex(test, "key"), hex(test, "msg")), tag.length);
    assertThat(Digests.equal(mac, tag)).as(test.toString()).isEqualTo(isValid(test));
  }

  private static Stream<JsonNode> tests(String file) {
    JsonNode root =
        JsonMapper.shared()
            .readTree(WycheproofTest.class.getResourceAsStream("/wycheproof/" + file + ".json"));
    return StreamSupport.stream(root.get("testGroups").spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.get("tests").spliterator(), false));
  }

  private static boolean isValid(JsonNode test) {
    return test.get("result").asString().equals("valid");
  }

  private static byte[] hex(JsonNode test, String name) {
    return HexFormat.of().parseHex(test.get(name).asString());
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
