package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;

/**
 * A PKCS#11 module of this process. Cryptoki knows one initialisation per process and module, so
 * modules are shared and counted: the first user initialises, the last one finalises.
 */
public final class Pkcs11Module {
  private static final Map<Path, Pkcs11Module> LOADED = new HashMap<>();
  private static final int MOST_SLOTS = 1024;

  private final Path file;
  private final Library library;
  private final ReadWriteLock objects = new ReentrantReadWriteLock();
  private Optional<Path> configuration = Optional.empty();
  private int users;
  private boolean initialisedElsewhere;

  private Pkcs11Module(Path file) {
    this.file = file;
    this.library = Library.load(file);
  }

  /**
   * Loads and initialises the module, or joins those who use it already. Each call needs one {@link
   * #release()}.
   *
   * @param softHsmConfiguration becomes {@code SOFTHSM2_CONF} before {@code C_Initialize}
   * @throws ModuleLoadException when there is no such module, or it is in use with another
   *     configuration
   */
  public static Pkcs11Module acquire(Path file, Optional<Path> softHsmConfiguration) {
    synchronized (LOADED) {
      Pkcs11Module module = LOADED.computeIfAbsent(real(file), Pkcs11Module::new);
      Optional<Path> configuration = softHsmConfiguration.map(Path::toAbsolutePath);
      if (module.users == 0) {
        module.configuration = configuration;
        module.initialise();
      } else if (!module.configuration.equals(configuration)) {
        throw new ModuleLoadException(
            file + " is in use in this process with another SoftHSM configuration");
      }
      module.users++;
      return module;
    }
  }

  /** Gives the module back; the last user finalises it. No call may be under way. */
  public void release() {
    synchronized (LOADED) {
      if (--users == 0 && !initialisedElsewhere) {
        finalise();
      }
    }
  }

  /**
   * Finalises and initialises the module when the caller is its only user, which alone makes most
   * modules look for their tokens again. No call may be under way.
   *
   * @return false when others use the module too; nothing was done then
   */
  public boolean reinitialiseIfSole() {
    synchronized (LOADED) {
      if (users != 1 || initialisedElsewhere) {
        return false;
      }
      finalise();
      initialise();
      return true;
    }
  }

  /**
   * Read: using or finding objects; write: creating or destroying them. SoftHSM mixes up a search
   * and a creation that run at once.
   */
  public ReadWriteLock objects() {
    return objects;
  }

  /** What the module says of itself. */
  public ModuleDescription describe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(Structures.INFO);
      call(Function.GET_INFO, info);
      return ModuleDescription.of(info);
    }
  }

  /** The ids of all slots that hold a token, uninitialised ones too. */
  public long[] slots() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      // The call without a list makes a module look for slots anew (PKCS#11 v2.40, C_GetSlotList).
      call(Function.GET_SLOT_LIST, (byte) 1, MemorySegment.NULL, count);
      MemorySegment list = arena.allocate(JAVA_LONG, MOST_SLOTS);
      count.set(JAVA_LONG, 0, MOST_SLOTS);
      call(Function.GET_SLOT_LIST, (byte) 1, list, count);
      return longs(list, count.get(JAVA_LONG, 0));
    }
  }

  /** The token in a slot. */
  public TokenDescription token(long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(Structures.TOKEN_INFO);
      call(Function.GET_TOKEN_INFO, slot, info);
      return TokenDescription.of(info);
    }
  }

  /** The codes of the mechanisms that the token in a slot knows. */
  public long[] mechanisms(long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      call(Function.GET_MECHANISM_LIST, slot, MemorySegment.NULL, count);
      MemorySegment list = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
      call(Function.GET_MECHANISM_LIST, slot, list, count);
      return longs(list, count.get(JAVA_LONG, 0));
    }
  }

  /**
   * Makes the token of a free slot; everything on it is gone.
   *
   * @param label at most 32 bytes, padded with blanks
   */
  public void initialiseToken(long slot, MemorySegment securityOfficerPin, byte[] label) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment padded = arena.allocate(32).fill((byte) ' ');
      MemorySegment.copy(MemorySegment.ofArray(label), 0, padded, 0, label.length);
      call(Function.INIT_TOKEN, slot, securityOfficerPin, securityOfficerPin.byteSize(), padded);
    }
  }

  /** Opens a session that may write token objects. */
  public Session open(long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      long flags = Cryptoki.CKF_SERIAL_SESSION | Cryptoki.CKF_RW_SESSION;
      call(Function.OPEN_SESSION, slot, flags, MemorySegment.NULL, MemorySegment.NULL, handle);
      return new Session(this, handle.get(JAVA_LONG, 0));
    }
  }

  /** Closes every session that this process has in the slot. No call may be under way there. */
  public void closeAllSessions(long slot) {
    call(Function.CLOSE_ALL_SESSIONS, slot);
  }

  void call(Function function, Object... arguments) {
    long code = library.call(function, arguments);
    if (code != ReturnCode.OK.code()) {
      throw new Pkcs11Exception(function, code);
    }
  }

  private void initialise() {
    configuration.ifPresent(path -> Library.setEnvironment("SOFTHSM2_CONF", path.toString()));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(Structures.INITIALIZE_ARGS);
      arguments.set(
          JAVA_LONG,
          Structures.offset(Structures.INITIALIZE_ARGS, "flags"),
          Cryptoki.CKF_OS_LOCKING_OK);
      call(Function.INITIALIZE, arguments);
      initialisedElsewhere = false;
    } catch (Pkcs11Exception e) {
      if (!e.isAnyOf(ReturnCode.CRYPTOKI_ALREADY_INITIALIZED)) {
        throw e;
      }
      // Another library of this process was first; to finalise it would pull it from under its
      // feet.
      initialisedElsewhere = true;
    }
  }

  private void finalise() {
    try {
      call(Function.FINALIZE, MemorySegment.NULL);
    } catch (Pkcs11Exception e) {
      if (!e.isAnyOf(ReturnCode.CRYPTOKI_NOT_INITIALIZED)) {
        throw e;
      }
    }
  }

  private static long[] longs(MemorySegment list, long count) {
    return LongStream.range(0, count).map(i -> list.getAtIndex(JAVA_LONG, i)).toArray();
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new ModuleLoadException("there is no readable file " + file, e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  static {
    if (ADDRESS.byteSize() != Long.BYTES) {
      throw new ModuleLoadException("PKCS#11 is bound for 64-bit platforms only");
    }
  }
}
