package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.MechanismNames;
import dev.strongroom.hsm.pkcs11.ModuleLoadException;
import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.Template;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/**
 * An open token, logged in as its user. Lost sessions and logins come back by themselves
 * (SessionPool); every method may wait for the token and throws {@link HsmException}.
 */
public final class Token implements AutoCloseable {
  private final Pkcs11Module module;
  private final SessionPool pool;

  private Token(Pkcs11Module module, SessionPool pool) {
    this.module = module;
    this.pool = pool;
  }

  /**
   * Opens a token by its label and logs in.
   *
   * @param latch is asked before each login whether the PIN was refused before
   * @throws HsmException.ModuleMissing when the library cannot be loaded
   * @throws HsmException.TokenMissing when no slot has a token of that label
   * @throws HsmException.PinIncorrect when the PIN is, or was before, refused
   */
  public static Token open(HsmSettings settings, PinLatch latch) {
    Pkcs11Module module = load(settings);
    try {
      return new Token(module, new SessionPool(module, settings, latch));
    } catch (RuntimeException | Error e) {
      module.release();
      throw e;
    }
  }

  private static Pkcs11Module load(HsmSettings settings) {
    try {
      return Pkcs11Module.acquire(settings.module(), settings.softHsmConfiguration());
    } catch (ModuleLoadException e) {
      throw new HsmException.ModuleMissing(settings.module(), e);
    } catch (Pkcs11Exception e) {
      throw SessionPool.typed(e);
    }
  }

  /** What module and token say of themselves, asked now. */
  public TokenInformation information() {
    return pool.run(
        lent -> {
          long slot = lent.generation().slot();
          return new TokenInformation(
              module.describe(),
              module.token(slot),
              Arrays.stream(module.mechanisms(slot)).mapToObj(MechanismNames::of).toList());
        });
  }

  /** Random bytes of the token. */
  public byte[] random(int count) {
    return pool.run(
        lent -> {
          try (SecretSegment segment = SecretSegment.ofLength(count)) {
            lent.session().random(segment.memory());
            return segment.memory().toArray(ValueLayout.JAVA_BYTE);
          }
        });
  }

  /**
   * The value of a private data object.
   *
   * @throws HsmException.DataConflict when several have that label
   */
  public Optional<byte[]> data(String label) {
    return pool.run(
        lent -> {
          module.objects().readLock().lock();
          try {
            return find(lent, label);
          } finally {
            module.objects().readLock().unlock();
          }
        });
  }

  /**
   * Makes a private data object; one that is there with the same value will do.
   *
   * @throws HsmException.DataConflict when one is there with another value
   */
  public void createData(String label, byte[] value) {
    byte[] stored =
        pool.run(
            lent -> {
              module.objects().writeLock().lock();
              try {
                Optional<byte[]> there = find(lent, label);
                if (there.isEmpty()) {
                  lent.session().create(template(label).with(Cryptoki.CKA_VALUE, value));
                }
                return there.orElse(value);
              } finally {
                module.objects().writeLock().unlock();
              }
            });
    if (!Arrays.equals(stored, value)) {
      throw new HsmException.DataConflict(label, "it is there with another value");
    }
  }

  private static Optional<byte[]> find(SessionPool.Lent lent, String label) {
    long[] found = lent.session().find(template(label));
    if (found.length > 1) {
      throw new HsmException.DataConflict(label, found.length + " objects have that label");
    }
    return found.length == 0
        ? Optional.empty()
        : Optional.ofNullable(
            lent.session().attributes(found[0], Cryptoki.CKA_VALUE).get(Cryptoki.CKA_VALUE));
  }

  private static Template template(String label) {
    return new Template()
        .with(Cryptoki.CKA_CLASS, Cryptoki.CKO_DATA)
        .with(Cryptoki.CKA_TOKEN, true)
        .with(Cryptoki.CKA_PRIVATE, true)
        .with(Cryptoki.CKA_LABEL, label);
  }

  /** Whether the token answers now. */
  public boolean isReachable() {
    try {
      return information().token().initialised() && random(1).length == 1;
    } catch (HsmException e) {
      return false;
    }
  }

  /** The root keys in it. */
  public RootKeys rootKeys() {
    return new RootKeys(module, pool);
  }

  SessionPool pool() {
    return pool;
  }

  Pkcs11Module module() {
    return module;
  }

  /** Closes its sessions, which logs it out. */
  @Override
  public void close() {
    pool.close();
  }
}
