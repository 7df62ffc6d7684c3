package dev.strongroom.server.malformed;

import dev.strongroom.server.frontdoor.FrontDoor;
import dev.strongroom.server.frontdoor.FrontDoor.TestAccount;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * An account with what good requests refer to.
 *
 * @param keys names of a key that is only used: id, ARN, alias
 * @param victims names of keys that may be changed, and of what is not there or another's
 * @param ciphertext base64, under the key and {@link #CONTEXT}
 */
record Samples(TestAccount account, List<String> keys, List<String> victims, String ciphertext) {
  static final Map<String, String> CONTEXT = Map.of("app", "demo");

  static Samples create(FrontDoor door) {
    TestAccount account = door.newAccount();
    KmsClient kms = account.kms();
    var key = kms.createKey().keyMetadata();
    kms.createAlias(r -> r.aliasName("alias/sample").targetKeyId(key.keyId()));
    var victim = kms.createKey().keyMetadata();
    String foreign = door.newAccount().kms().createKey().keyMetadata().arn();
    byte[] ciphertext =
        kms.encrypt(
                r ->
                    r.keyId(key.keyId())
                        .encryptionContext(CONTEXT)
                        .plaintext(SdkBytes.fromUtf8String(Canary.MARK)))
            .ciphertextBlob()
            .asByteArray();
    return new Samples(
        account,
        List.of(key.keyId(), key.arn(), "alias/sample"),
        List.of(victim.keyId(), victim.arn(), foreign, "alias/none"),
        Base64.getEncoder().encodeToString(ciphertext));
  }
}
