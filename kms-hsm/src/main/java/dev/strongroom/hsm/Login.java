package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.ReturnCode;
import dev.strongroom.hsm.pkcs11.Session;
import dev.strongroom.hsm.pkcs11.TokenDescription;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds the token by its label and logs the process in as its user. */
final class Login {
  private final Pkcs11Module module;
  private final HsmSettings settings;
  private final PinLatch latch;
  // Beside the shared latch: should that not take the refusal, this process at least knows of it.
  private volatile @Nullable RefusedHere refusedHere;

  /** A refusal, and the PIN file's time when it happened. */
  private record RefusedHere(PinLatch.Refusal refusal, FileTime pinFile) {}

  Login(Pkcs11Module module, HsmSettings settings, PinLatch latch) {
    this.module = module;
    this.settings = settings;
    this.latch = latch;
  }

  /** A session that is logged in, and so are all that are opened while it is. */
  record LoggedIn(long slot, Session session) {}

  LoggedIn open() {
    long slot =
        slotOf(module, settings.tokenLabel())
            .orElseThrow(() -> new HsmException.TokenMissing(settings.tokenLabel()));
    Session session = module.open(slot);
    try {
      authenticate(slot, session);
      return new LoggedIn(slot, session);
    } catch (RuntimeException | Error e) {
      Generation.closeQuietly(session);
      throw e;
    }
  }

  /** Slot ids change between starts and with each new token; labels do not. */
  static OptionalLong slotOf(Pkcs11Module module, String label) {
    long[] slots =
        Arrays.stream(module.slots()).filter(slot -> isToken(module, slot, label)).toArray();
    if (slots.length > 1) {
      throw new HsmException.TokenAmbiguous(
          label, slots.length + " tokens have it. Rename all but one.");
    }
    return slots.length == 0 ? OptionalLong.empty() : OptionalLong.of(slots[0]);
  }

  private static boolean isToken(Pkcs11Module module, long slot, String label) {
    try {
      TokenDescription token = module.token(slot);
      return token.initialised() && token.label().equals(label);
    } catch (Pkcs11Exception e) {
      // A slot whose card is being pulled, or another application's broken token, is not ours.
      return false;
    }
  }

  private void authenticate(long slot, Session session) {
    if (module.token(slot).userPinLocked()) {
      throw new HsmException.PinLocked(settings.tokenLabel());
    }
    FileTime pinFile = PinFile.time(settings.pinFile());
    RefusedHere before = refusedHere;
    if (before != null && before.pinFile().equals(pinFile)) {
      throw refusal(before.refusal(), true);
    }
    try (SecretSegment pin = PinFile.read(settings.pinFile())) {
      byte[] forLatch = pin.memory().toArray(ValueLayout.JAVA_BYTE);
      try {
        switch (ask(forLatch)) {
          case PinLatch.Latched latched -> throw refusal(latched.refusal(), true);
          case PinLatch.Attempt attempt -> login(session, pin.memory(), attempt, pinFile);
        }
      } finally {
        Arrays.fill(forLatch, (byte) 0);
      }
    }
  }

  private PinLatch.Answer ask(byte[] pin) {
    try {
      return latch.begin(settings.tokenLabel(), pin);
    } catch (RuntimeException e) {
      throw new HsmException.Unavailable(
          "No login is tried, because it is not known whether the PIN was refused before.", e);
    }
  }

  private void login(
      Session session, MemorySegment pin, PinLatch.Attempt attempt, FileTime pinFile) {
    HsmException refused = null;
    try (attempt) {
      try {
        session.login(Cryptoki.CKU_USER, pin);
      } catch (Pkcs11Exception e) {
        if (e.isAnyOf(ReturnCode.USER_ALREADY_LOGGED_IN)) {
          return;
        }
        PinLatch.Refusal refusal = refusal(e);
        refusedHere = new RefusedHere(refusal, pinFile);
        refused = refusal(refusal, false);
        attempt.refused(refusal);
      }
    } catch (RuntimeException e) {
      if (refused == null) {
        throw e;
      }
      // The token's answer matters more than that the latch did not take it.
      refused.addSuppressed(e);
    }
    if (refused != null) {
      throw refused;
    }
  }

  /** How the PIN was refused; another failure is passed on and says nothing about the PIN. */
  private static PinLatch.Refusal refusal(Pkcs11Exception e) {
    if (e.isAnyOf(ReturnCode.PIN_LOCKED)) {
      return PinLatch.Refusal.LOCKED;
    }
    // A PIN of a form that the token does not take will not be taken the next time either.
    if (e.isAnyOf(ReturnCode.PIN_INCORRECT, ReturnCode.PIN_INVALID, ReturnCode.PIN_LEN_RANGE)) {
      return PinLatch.Refusal.INCORRECT;
    }
    throw e;
  }

  private HsmException refusal(PinLatch.Refusal refusal, boolean latched) {
    return switch (refusal) {
      case INCORRECT -> new HsmException.PinIncorrect(settings.tokenLabel(), latched);
      case LOCKED -> new HsmException.PinLocked(settings.tokenLabel());
    };
  }
}
