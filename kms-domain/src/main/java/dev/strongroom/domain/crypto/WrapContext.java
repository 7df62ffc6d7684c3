package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a key wrapped under a root key is bound to: the additional data of the wrap, so that a
 * wrapped key moved to another row does not open.
 *
 * <pre>
 * "strongroom-wrap" in ASCII | u8 format (1) | then fields, each as u32 length | bytes:
 *   what is wrapped: "material" or "sealing-key"
 *   deployment id, 16 bytes | account, 8 bytes | root key version, 8 bytes
 *   material:     key id | material id, 32 bytes | key spec | key usage | origin
 *   sealing key:  purpose | version, 8 bytes
 * </pre>
 *
 * <p>The region is left out: the replicas of a multi-Region key share one material. A key id is
 * unique without it, and the seal of the row binds the region.
 */
public final class WrapContext {
  private static final byte[] MAGIC = "strongroom-wrap".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  private final byte[] encoded;

  private WrapContext(CanonicalBytes fields) {
    this.encoded = fields.toArray();
  }

  /** The context of the material of a KMS key. */
  public static WrapContext material(
      UUID deployment,
      AccountId account,
      int rootVersion,
      KeyId key,
      MaterialId material,
      String keySpec,
      String keyUsage,
      String origin) {
    return new WrapContext(
        under("material", deployment, account, rootVersion)
            .text(key.toString())
            .bytes(material.bytes())
            .text(keySpec)
            .text(keyUsage)
            .text(origin));
  }

  /** The context of a sealing or integrity key of an account. */
  public static WrapContext sealingKey(
      UUID deployment, AccountId account, int rootVersion, String purpose, int version) {
    return new WrapContext(
        under("sealing-key", deployment, account, rootVersion).text(purpose).number(version));
  }

  private static CanonicalBytes under(
      String wrapped, UUID deployment, AccountId account, int rootVersion) {
    return new CanonicalBytes()
        .raw(MAGIC)
        .raw(FORMAT)
        .text(wrapped)
        .uuid(deployment)
        .number(account.number())
        .number(rootVersion);
  }

  /** The additional data, as a copy. */
  public byte[] encoded() {
    return encoded.clone();
  }
}
