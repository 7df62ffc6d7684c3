package dev.strongroom.hsm;

import dev.strongroom.hsm.pkcs11.Cryptoki;
import dev.strongroom.hsm.pkcs11.ModuleDescription;
import dev.strongroom.hsm.pkcs11.TokenDescription;
import java.util.List;

/**
 * What module and token say of themselves.
 *
 * @param mechanisms names such as {@code CKM_AES_GCM}; vendors' own as numbers
 */
public record TokenInformation(
    ModuleDescription module, TokenDescription token, List<String> mechanisms) {
  private static final String SOFTHSM = "SoftHSM";

  /** Whether it is SoftHSM, which keeps keys in files. */
  public boolean isSoftHsm() {
    return module.manufacturer().contains(SOFTHSM) || token.manufacturer().contains(SOFTHSM);
  }

  /** The number of sessions that this process and others have open, or -1 when it is not said. */
  public long sessions() {
    return token.sessions() == Cryptoki.CK_UNAVAILABLE_INFORMATION ? -1 : token.sessions();
  }

  /** Label, maker, model and firmware in one line. */
  public String inOneLine() {
    return "%s on %s %s, firmware %s, PKCS#11 %s"
        .formatted(
            token.label(),
            token.manufacturer(),
            token.model(),
            token.firmwareVersion(),
            module.cryptokiVersion());
  }
}
