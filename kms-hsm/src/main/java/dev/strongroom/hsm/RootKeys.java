package dev.strongroom.hsm;

import dev.strongroom.hsm.Generation.KeyHandle;
import dev.strongroom.hsm.SessionPool.Lent;
import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.Gcm;
import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.ReturnCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/**
 * AES-256 root keys in a token: they seal and open with AES-GCM and never leave it. Handles are
 * kept for as long as a login lasts, because a search costs more the more objects there are. A key
 * proves its check value before its first use after each login, so a swapped object is never used;
 * proving all keys at once would take minutes where there are thousands.
 */
public final class RootKeys {
  private static final byte[] CHECKED = "strongroom root key".getBytes(StandardCharsets.US_ASCII);
  private static final String NOT_THE_ONE = "its check value is not that of the key that was made";
  private static final byte[] CHECK_AAD =
      "strongroom-check-value-v1".getBytes(StandardCharsets.US_ASCII);

  /** Bytes that sealing adds: 12 of IV and 16 of tag. */
  public static final int OVERHEAD = Gcm.OVERHEAD;

  private final Pkcs11Module module;
  private final SessionPool pool;

  RootKeys(Pkcs11Module module, SessionPool pool) {
    this.module = module;
    this.pool = pool;
  }

  /** Makes a key, unless there is one of that id: whoever repeats this never makes a second one. */
  public void generate(RootKeyId id, String label, Extractability extractability) {
    exclusively(
        lent -> {
          long[] there = RootKeyObjects.find(lent.session(), id);
          if (there.length > 1) {
            throw new HsmException.KeyAmbiguous(id, there.length);
          }
          if (there.length == 0) {
            lent.session()
                .generateKey(
                    Cryptoki.CKM_AES_KEY_GEN, RootKeyObjects.template(id, label, extractability));
          }
          return id;
        });
  }

  /**
   * What the token says of a key.
   *
   * @throws HsmException.KeyMissing when there is none
   * @throws HsmException.KeyAmbiguous when there are several
   */
  public RootKeyAttributes inspect(RootKeyId id) {
    return sharing(
        lent -> RootKeyObjects.attributes(lent.session(), RootKeyObjects.only(lent.session(), id)));
  }

  /** Every AES key in the token with a 16-byte id, whoever made it. */
  public List<RootKeyAttributes> list() {
    return sharing(lent -> RootKeyObjects.all(lent.session()));
  }

  /** Seals a constant: whoever can open it has the key. 12 bytes of IV, ciphertext, 16 of tag. */
  public byte[] checkValue(RootKeyId id) {
    return sharing(
        lent -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment constant = arena.allocate(CHECKED.length);
            MemorySegment.copy(MemorySegment.ofArray(CHECKED), 0, constant, 0, CHECKED.length);
            return Gcm.seal(
                lent.session(), RootKeyObjects.only(lent.session(), id), CHECK_AAD, constant);
          }
        });
  }

  /**
   * Proves that the object in the token is the key that was made.
   *
   * @throws HsmException.KeyUntrusted when it is another
   */
  public void prove(RootKey key) {
    using(
        key.id(),
        lent -> {
          lent.generation().keys().remove(key.id());
          return handle(lent, key);
        });
  }

  /**
   * Opens the key's check value, with the handle that is known already: what it costs least to find
   * out that token, login and key are usable.
   *
   * @throws HsmException.KeyUntrusted when the key does not open it
   */
  public void check(RootKey key) {
    using(
        key.id(),
        lent -> {
          long handle = handle(lent, key);
          if (!opensCheckValue(lent, handle, key)) {
            throw new HsmException.KeyUntrusted(key.id(), NOT_THE_ONE);
          }
          return key;
        });
  }

  /**
   * Seals.
   *
   * @param aad bound to the blob, not empty
   * @param plaintext native, not empty, and open to other threads: those of the pool use it
   * @return 12 bytes of IV, ciphertext, 16 bytes of tag
   */
  public byte[] seal(RootKey key, byte[] aad, MemorySegment plaintext) {
    requireNotEmpty(aad);
    return using(key.id(), lent -> Gcm.seal(lent.session(), handle(lent, key), aad, plaintext));
  }

  /**
   * Opens.
   *
   * @param plaintextOut native and open to other threads, {@link #OVERHEAD} shorter than the blob;
   *     untouched unless the blob is authentic
   * @throws HsmException.NotAuthentic when the key did not seal the blob with that aad
   */
  public void open(RootKey key, byte[] aad, byte[] sealed, MemorySegment plaintextOut) {
    requireNotEmpty(aad);
    if (sealed.length <= OVERHEAD || plaintextOut.byteSize() != sealed.length - OVERHEAD) {
      throw new HsmException.NotAuthentic(key.id());
    }
    using(
        key.id(),
        lent -> {
          long handle = handle(lent, key);
          if (!opens(lent, handle, aad, sealed, plaintextOut)) {
            throw new HsmException.NotAuthentic(key.id());
          }
          return key;
        });
  }

  /**
   * Destroys a key; one that is not there is destroyed already.
   *
   * @throws HsmException.KeyUntrusted when the object of that id is another key, which stays
   */
  public void destroy(RootKey key) {
    exclusively(
        lent -> {
          lent.generation().keys().remove(key.id());
          if (RootKeyObjects.find(lent.session(), key.id()).length > 0) {
            long handle = handle(lent, key);
            lent.generation().keys().remove(key.id());
            lent.session().destroy(handle);
          }
          return key;
        });
  }

  /** The key's handle, searched and proven at the first use after a login. */
  private static long handle(Lent lent, RootKey key) {
    KeyHandle known = lent.generation().keys().get(key.id());
    if (known != null && known.proven()) {
      return known.handle();
    }
    long handle = RootKeyObjects.only(lent.session(), key.id());
    if (!opensCheckValue(lent, handle, key)) {
      throw new HsmException.KeyUntrusted(key.id(), NOT_THE_ONE);
    }
    lent.generation().keys().put(key.id(), new KeyHandle(handle, true));
    return handle;
  }

  private static boolean opensCheckValue(Lent lent, long handle, RootKey key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(CHECKED.length);
      return key.checkValue().length == CHECKED.length + OVERHEAD
          && opens(lent, handle, CHECK_AAD, key.checkValue(), out)
          && out.mismatch(MemorySegment.ofArray(CHECKED)) == -1;
    }
  }

  /** False when the tag is wrong, which SoftHSM 2.6 reports as a general error. */
  private static boolean opens(
      Lent lent, long handle, byte[] aad, byte[] sealed, MemorySegment out) {
    try {
      Gcm.open(lent.session(), handle, aad, sealed, out);
      return true;
    } catch (Pkcs11Exception e) {
      // Only of the decryption itself: its beginning fails so when the token is lost.
      if (e.function() == dev.strongroom.hsm.pkcs11.Function.DECRYPT
          && e.isAnyOf(
              ReturnCode.GENERAL_ERROR,
              ReturnCode.ENCRYPTED_DATA_INVALID,
              ReturnCode.ENCRYPTED_DATA_LEN_RANGE)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Uses a key. Some tokens answer a wrong tag and trouble of their own with the same code, so a
   * blob or a key is blamed only when the token shows that it works.
   */
  private <T> T using(RootKeyId id, Function<Lent, T> work) {
    try {
      return sharing(work);
    } catch (HsmException.NotAuthentic | HsmException.KeyUntrusted e) {
      if (!works(id)) {
        throw new HsmException.Unavailable("The token fails at what must succeed.", e);
      }
      throw e;
    }
  }

  /** Whether the token opens, under whatever key has this id, what it has just sealed. */
  private boolean works(RootKeyId id) {
    return sharing(
        lent -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(CHECKED.length);
            long handle = RootKeyObjects.only(lent.session(), id);
            byte[] sealed = Gcm.seal(lent.session(), handle, CHECK_AAD, text);
            return opens(lent, handle, CHECK_AAD, sealed, text);
          }
        });
  }

  private static void requireNotEmpty(byte[] aad) {
    if (aad.length == 0) {
      // Some tokens take an empty one for none and some refuse it.
      throw new IllegalArgumentException("additional data must not be empty");
    }
  }

  private <T> T sharing(Function<Lent, T> work) {
    return under(module.objects().readLock(), work);
  }

  private <T> T exclusively(Function<Lent, T> work) {
    return under(module.objects().writeLock(), work);
  }

  private <T> T under(Lock lock, Function<Lent, T> work) {
    return pool.run(
        lent -> {
          lock.lock();
          try {
            return work.apply(lent);
          } finally {
            lock.unlock();
          }
        });
  }
}
