package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.key.KeySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms that a key's spec and usage allow, as CreateKey, DescribeKey and GetPublicKey show
 * them; null where the usage is another.
 */
record UsableAlgorithms(
    @Nullable List<String> encryption,
    @Nullable List<String> signing,
    @Nullable List<String> agreement,
    @Nullable List<String> macs,
    @Nullable List<String> encapsulation) {

  static UsableAlgorithms of(KeySnapshot key) {
    KeySpec spec = key.spec();
    return new UsableAlgorithms(
        shown(key, KeyUsage.ENCRYPT_DECRYPT, spec.encryptionAlgorithms()),
        shown(key, KeyUsage.SIGN_VERIFY, spec.signingAlgorithms()),
        shown(key, KeyUsage.KEY_AGREEMENT, spec.keyAgreementAlgorithms()),
        shown(key, KeyUsage.GENERATE_VERIFY_MAC, spec.macAlgorithms()),
        shown(key, KeyUsage.ENCAPSULATE_DECAPSULATE, spec.encapsulationAlgorithms()));
  }

  private static @Nullable List<String> shown(
      KeySnapshot key, KeyUsage usage, List<? extends Enum<?>> algorithms) {
    return key.usage() == usage ? algorithms.stream().<String>map(Enum::name).toList() : null;
  }
}
