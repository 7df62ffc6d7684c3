package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.Gcm;
import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.Session;
import dev.strongroom.hsm.pkcs11.Template;
import dev.strongroom.hsm.pkcs11.TokenDescription;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Optional;

/** Provisional. */
public final class Token implements AutoCloseable {
  private final Pkcs11Module module;
  private final SessionPool pool;

  private Token(Pkcs11Module module, SessionPool pool) {
    this.module = module;
    this.pool = pool;
  }

  public static Token open(HsmSettings settings, PinLatch latch) {
    Pkcs11Module module = Pkcs11Module.acquire(settings.module(), settings.softHsmConfiguration());
    return new Token(module, new SessionPool(module, settings, latch));
  }

  public String describe() {
    TokenDescription token = pool.run(lent -> module.token(lent.generation().slot()));
    return token.label();
  }

  public byte[] random(int count) {
    return pool.run(
        lent -> {
          try (SecretSegment segment = SecretSegment.ofLength(count)) {
            lent.session().random(segment.memory());
            return segment.memory().toArray(ValueLayout.JAVA_BYTE);
          }
        });
  }

  public Optional<byte[]> data(String label) {
    return pool.run(
        lent -> {
          long[] found = lent.session().find(dataTemplate(label));
          return found.length == 0
              ? Optional.empty()
              : Optional.of(
                  Objects.requireNonNull(
                      lent.session()
                          .attributes(found[0], Cryptoki.CKA_VALUE)
                          .get(Cryptoki.CKA_VALUE)));
        });
  }

  public void createData(String label, byte[] value) {
    pool.run(lent -> lent.session().create(dataTemplate(label).with(Cryptoki.CKA_VALUE, value)));
  }

  private static Template dataTemplate(String label) {
    return new Template()
        .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_DATA)
        .with(Cryptoki.CKA_TOKEN, true)
        .with(Cryptoki.CKA_PRIVATE, true)
        .with(Cryptoki.CKA_LABEL, label);
  }

  public void generate(RootKeyId id, String label) {
    pool.run(
        lent ->
            lent.session()
                .generateKey(
                    Cryptoki.CKM_AES_KEY_GEN,
                    new Template()
                        .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_SECRET_KEY)
                        .with(Cryptoki.CKA_KEY_TYPE, Cryptoki.CKK_AES)
                        .with(Cryptoki.CKA_VALUE_LEN, 32L)
                        .with(Cryptoki.CKA_ID, id.bytes())
                        .with(Cryptoki.CKA_LABEL, label)
                        .with(Cryptoki.CKA_TOKEN, true)
                        .with(Cryptoki.CKA_PRIVATE, true)
                        .with(Cryptoki.CKA_SENSITIVE, true)
                        .with(Cryptoki.CKA_EXTRACTABLE, false)
                        .with(Cryptoki.CKA_ENCRYPT, true)
                        .with(Cryptoki.CKA_DECRYPT, true)));
  }

  public byte[] seal(RootKeyId id, byte[] aad, MemorySegment plaintext) {
    return pool.run(lent -> Gcm.seal(lent.session(), handle(lent.session(), id), aad, plaintext));
  }

  public void open(RootKeyId id, byte[] aad, byte[] sealed, MemorySegment out) {
    try {
      pool.run(
          lent -> {
            Gcm.open(lent.session(), handle(lent.session(), id), aad, sealed, out);
            return id;
          });
    } catch (HsmException.Failed e) {
      throw new HsmException.NotAuthentic(id);
    }
  }

  private static long handle(Session session, RootKeyId id) throws Pkcs11Exception {
    long[] found =
        session.find(
            new Template()
                .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_SECRET_KEY)
                .with(Cryptoki.CKA_ID, id.bytes()));
    if (found.length != 1) {
      throw new HsmException.KeyMissing(id);
    }
    return found[0];
  }

  @Override
  public void close() {
    pool.close();
  }
}
