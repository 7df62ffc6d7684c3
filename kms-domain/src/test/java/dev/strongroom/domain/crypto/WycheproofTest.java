package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Project Wycheproof's vectors against the primitives as they are used here; the counts are fixed.
 */
class WycheproofTest {

  private static int run(String file, Predicate<JsonNode> applies, Check check) throws IOException {
    int count = 0;
    try (InputStream in =
        Objects.requireNonNull(WycheproofTest.class.getResourceAsStream("/wycheproof/" + file))) {
      for (JsonNode group : JsonMapper.shared().readTree(in).path("testGroups")) {
        if (!applies.test(group)) {
          continue;
        }
        for (JsonNode vector : group.path("tests")) {
          boolean valid = vector.path("result").asString().equals("valid");
          assertThat(check.accepts(vector, group))
              .as("%s %d: %s", file, vector.path("tcId").asInt(), vector.path("comment"))
              .isEqualTo(valid);
          count++;
        }
      }
    }
    return count;
  }

  private interface Check {
    boolean accepts(JsonNode vector, JsonNode group);
  }

  private static byte[] hex(JsonNode vector, String member) {
    return HexFormat.of().parseHex(vector.path(member).asString());
  }

  @Test
  void aesGcmWithTheKeysAndIvsThatAreUsed() throws IOException {
    int count =
        run(
            "aes_gcm_test.json",
            group ->
                group.path("keySize").asInt() == 256
                    && group.path("ivSize").asInt() == 96
                    && group.path("tagSize").asInt() == 128,
            (vector, group) -> {
              byte[] iv = hex(vector, "iv");
              byte[] ciphertext = hex(vector, "ct");
              byte[] tag = hex(vector, "tag");
              byte[] message = Arrays.copyOf(iv, iv.length + ciphertext.length + tag.length);
              System.arraycopy(ciphertext, 0, message, iv.length, ciphertext.length);
              System.arraycopy(tag, 0, message, iv.length + ciphertext.length, tag.length);
              try {
                byte[] opened =
                    AesGcm.open(hex(vector, "key"), message, 0, iv.length, hex(vector, "aad"));
                return Arrays.equals(opened, hex(vector, "msg"));
              } catch (NotAuthenticException e) {
                return false;
              }
            });
    assertThat(count).isEqualTo(66);
  }

  @Test
  void aesCmacWithTheKeysThatAreUsed() throws IOException {
    int count =
        run(
            "aes_cmac_test.json",
            group -> group.path("keySize").asInt() == 256,
            (vector, group) -> {
              byte[] mac = new byte[AesCmac.LENGTH];
              AesCmac.of(hex(vector, "key"), hex(vector, "msg"), mac, 0);
              return Arrays.equals(mac, hex(vector, "tag"));
            });
    assertThat(count).isEqualTo(102);
  }

  @Test
  void hmacSha256() throws IOException {
    int count =
        run(
            "hmac_sha256_test.json",
            group -> true,
            (vector, group) -> {
              byte[] mac = HmacSha256.of(hex(vector, "key"), hex(vector, "msg"));
              int length = group.path("tagSize").asInt() / 8;
              return Arrays.equals(Arrays.copyOf(mac, length), hex(vector, "tag"));
            });
    assertThat(count).isEqualTo(174);
  }
}
