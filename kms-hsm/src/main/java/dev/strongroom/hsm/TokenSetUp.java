package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.ModuleLoadException;
import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a token through the module itself, so that no PIN is ever on a command line. */
public final class TokenSetUp {
  private final Path module;
  private final Optional<Path> softHsmConfiguration;

  public TokenSetUp(Path module, Optional<Path> softHsmConfiguration) {
    this.module = module;
    this.softHsmConfiguration = softHsmConfiguration;
  }

  private interface Work<T> {
    T with(Pkcs11Module module);
  }

  /** Whether a token of this label has been made, with its user PIN. */
  public boolean exists(String label) {
    return with(
        loaded -> {
          OptionalLong slot = Login.slotOf(loaded, label);
          return slot.isPresent() && loaded.token(slot.getAsLong()).userPinInitialised();
        });
  }

  /**
   * Makes the token in a free slot (C_InitToken, C_InitPIN). One that a crash has left without a
   * user PIN gets it now.
   *
   * @param securityOfficerPin a file of mode 0600 with the PIN that sets tokens up
   * @param userPin a file of mode 0600 with the PIN that the service logs in with
   * @throws HsmException.TokenAmbiguous when there is a token of that label already
   */
  public void initialise(String label, Path securityOfficerPin, Path userPin) {
    if (!HsmSettings.isTokenLabel(label)) {
      throw new IllegalArgumentException("a token label has 1 to 32 bytes, not " + label);
    }
    with(
        loaded -> {
          initialise(loaded, label, securityOfficerPin, userPin);
          return label;
        });
  }

  private static void initialise(
      Pkcs11Module module, String label, Path securityOfficerPin, Path userPin) {
    try (SecretSegment officer = PinFile.read(securityOfficerPin);
        SecretSegment user = PinFile.read(userPin)) {
      OptionalLong there = Login.slotOf(module, label);
      if (there.isPresent() && module.token(there.getAsLong()).userPinInitialised()) {
        throw new HsmException.TokenAmbiguous(label, "It is there already.");
      }
      if (there.isEmpty()) {
        module.initialiseToken(
            freeSlot(module, label), officer.memory(), label.getBytes(StandardCharsets.UTF_8));
      }
      // A new token may have moved to another slot: it is found again by its label.
      long slot =
          Login.slotOf(module, label).orElseThrow(() -> new HsmException.TokenMissing(label));
      Session session = module.open(slot);
      try {
        session.login(Cryptoki.CKU_SO, officer.memory());
        session.initialisePin(user.memory());
      } finally {
        session.close();
      }
    }
  }

  private static long freeSlot(Pkcs11Module module, String label) {
    for (long slot : module.slots()) {
      if (!module.token(slot).initialised()) {
        return slot;
      }
    }
    throw new HsmException.TokenMissing(label);
  }

  private <T> T with(Work<T> work) {
    Pkcs11Module loaded;
    try {
      loaded = Pkcs11Module.acquire(module, softHsmConfiguration);
    } catch (ModuleLoadException e) {
      throw new HsmException.ModuleMissing(module, e);
    }
    try {
      return work.with(loaded);
    } catch (Pkcs11Exception e) {
      throw SessionPool.typed(e);
    } finally {
      loaded.release();
    }
  }
}
