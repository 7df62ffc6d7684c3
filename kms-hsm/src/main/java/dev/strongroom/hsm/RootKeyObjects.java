package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.Session;
import dev.strongroom.hsm.pkcs11.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Root keys as objects of a token: what they are made with, how they are found, what they say. */
final class RootKeyObjects {
  private static final long KEY_BYTES = 32;

  private RootKeyObjects() {}

  static Template template(RootKeyId id, String label, Extractability extractability) {
    boolean extractable = extractability == Extractability.BY_TRUSTED_KEY;
    Template template =
        identified(id)
            .with(Cryptoki.CKA_VALUE_LEN, KEY_BYTES)
            .with(Cryptoki.CKA_LABEL, label)
            .with(Cryptoki.CKA_PRIVATE, true)
            .with(Cryptoki.CKA_SENSITIVE, true)
            .with(Cryptoki.CKA_EXTRACTABLE, extractable)
            .with(Cryptoki.CKA_MODIFIABLE, false)
            .with(Cryptoki.CKA_COPYABLE, false)
            .with(Cryptoki.CKA_ENCRYPT, true)
            .with(Cryptoki.CKA_DECRYPT, true)
            .with(Cryptoki.CKA_WRAP, false)
            .with(Cryptoki.CKA_UNWRAP, false)
            .with(Cryptoki.CKA_SIGN, false)
            .with(Cryptoki.CKA_VERIFY, false)
            .with(Cryptoki.CKA_DERIVE, false)
            .with(Cryptoki.CKA_ALLOWED_MECHANISMS, Template.bytes(Cryptoki.CKM_AES_GCM));
    return extractable ? template.with(Cryptoki.CKA_WRAP_WITH_TRUSTED, true) : template;
  }

  private static Template identified(RootKeyId id) {
    return new Template()
        .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_SECRET_KEY)
        .with(Cryptoki.CKA_KEY_TYPE, Cryptoki.CKK_AES)
        .with(Cryptoki.CKA_TOKEN, true)
        .with(Cryptoki.CKA_ID, id.bytes());
  }

  static RootKeyAttributes attributes(Session session, long object) {
    Map<Long, byte[]> values =
        session.attributes(
            object,
            Cryptoki.CKA_ID,
            Cryptoki.CKA_LABEL,
            Cryptoki.CKA_SENSITIVE,
            Cryptoki.CKA_EXTRACTABLE,
            Cryptoki.CKA_LOCAL,
            Cryptoki.CKA_ALWAYS_SENSITIVE,
            Cryptoki.CKA_NEVER_EXTRACTABLE);
    byte[] label = values.getOrDefault(Cryptoki.CKA_LABEL, new byte[0]);
    byte[] id = values.getOrDefault(Cryptoki.CKA_ID, new byte[0]);
    return new RootKeyAttributes(
        new RootKeyId(id),
        new String(label, StandardCharsets.UTF_8),
        flag(values.get(Cryptoki.CKA_SENSITIVE)),
        flag(values.get(Cryptoki.CKA_EXTRACTABLE)),
        flag(values.get(Cryptoki.CKA_LOCAL)),
        flag(values.get(Cryptoki.CKA_ALWAYS_SENSITIVE)),
        flag(values.get(Cryptoki.CKA_NEVER_EXTRACTABLE)));
  }

  private static Optional<Boolean> flag(byte @Nullable [] value) {
    return value == null || value.length != 1 ? Optional.empty() : Optional.of(value[0] != 0);
  }

  static long only(Session session, RootKeyId id) {
    long[] objects = find(session, id);
    if (objects.length == 0) {
      // Once more before a key is called missing: a search can meet another process's creation.
      objects = find(session, id);
    }
    if (objects.length == 0) {
      throw new HsmException.KeyMissing(id);
    }
    if (objects.length > 1) {
      throw new HsmException.KeyAmbiguous(id, objects.length);
    }
    return objects[0];
  }

  static long[] find(Session session, RootKeyId id) {
    return session.find(identified(id));
  }

  /** Every AES key with an id as long as a root key's. */
  static List<RootKeyAttributes> all(Session session) {
    List<RootKeyAttributes> keys = new ArrayList<>();
    Template any =
        new Template()
            .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_SECRET_KEY)
            .with(Cryptoki.CKA_KEY_TYPE, Cryptoki.CKK_AES);
    for (long object : session.find(any)) {
      byte[] id = session.attributes(object, Cryptoki.CKA_ID).get(Cryptoki.CKA_ID);
      if (id != null && id.length == RootKeyId.LENGTH) {
        keys.add(attributes(session, object));
      }
    }
    return keys;
  }
}
