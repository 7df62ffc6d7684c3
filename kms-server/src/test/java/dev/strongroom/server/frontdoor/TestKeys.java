package dev.strongroom.server.frontdoor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** One key of each spec and usage in one account, made when it is first asked for. */
final class TestKeys {
  static final KmsClient KMS = FrontDoor.shared().newAccount().kms();

  private static final Map<Kind, KeyMetadata> MADE = new ConcurrentHashMap<>();

  private record Kind(KeySpec spec, KeyUsageType usage) {}

  private TestKeys() {}

  /** The key's ARN. */
  static String arn(KeySpec spec, KeyUsageType usage) {
    return key(spec, usage).arn();
  }

  static KeyMetadata key(KeySpec spec, KeyUsageType usage) {
    return MADE.computeIfAbsent(new Kind(spec, usage), kind -> make(KMS, spec, usage));
  }

  /** Another one, that a test may disable or delete. */
  static KeyMetadata make(KmsClient kms, KeySpec spec, KeyUsageType usage) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage(usage)).keyMetadata();
  }

  /** The public key, DER of a SubjectPublicKeyInfo. */
  static byte[] publicKey(KeySpec spec, KeyUsageType usage) {
    String arn = arn(spec, usage);
    return KMS.getPublicKey(r -> r.keyId(arn)).publicKey().asByteArray();
  }

  /** All specs that the API knows. */
  static Stream<KeySpec> specs() {
    return Stream.of(KeySpec.values()).filter(spec -> spec != KeySpec.UNKNOWN_TO_SDK_VERSION);
  }

  static SdkBytes bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + 1);
    }
    return SdkBytes.fromByteArray(bytes);
  }

  /** The same bytes but for one bit. */
  static SdkBytes altered(SdkBytes bytes, int at) {
    byte[] copy = bytes.asByteArray();
    copy[at] ^= 1;
    return SdkBytes.fromByteArray(copy);
  }
}
