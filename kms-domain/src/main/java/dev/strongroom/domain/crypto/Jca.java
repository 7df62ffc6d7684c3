package dev.strongroom.domain.crypto;

import dev.strongroom.domain.crypto.Primitive.Choice;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;

/**
 * Makes the JCA's objects for {@link Primitive}s. A new one for each call: it costs 1 to 2 us, and
 * one that waited for the next call would keep the key of the last.
 */
final class Jca {
  private static final Jca WITHOUT_AWS_LC = new Jca(false);

  private final boolean awsLc;

  private Jca(boolean awsLc) {
    this.awsLc = awsLc;
  }

  /** With AWS-LC where it works. */
  static Jca preferred() {
    return Preferred.JCA;
  }

  /** Where AWS-LC does not work, and for tests of that. */
  static Jca withoutAwsLc() {
    return WITHOUT_AWS_LC;
  }

  KeyFactory keyFactory(Primitive primitive) {
    return make(primitive, KeyFactory::getInstance);
  }

  Signature signature(Primitive primitive) {
    return make(primitive, Signature::getInstance);
  }

  Cipher cipher(Primitive primitive) {
    return make(primitive, Cipher::getInstance);
  }

  KeyAgreement keyAgreement(Primitive primitive) {
    return make(primitive, KeyAgreement::getInstance);
  }

  KEM kem(Primitive primitive) {
    return make(primitive, KEM::getInstance);
  }

  /** Whether AWS-LC does what it is the first choice for. */
  boolean usesAwsLc() {
    return awsLc;
  }

  /** Whether AWS-LC does this one. */
  boolean isByAwsLc(Primitive primitive) {
    return awsLc && primitive.byAwsLc() != null;
  }

  private <T> T make(Primitive primitive, Maker<T> maker) {
    Choice preferred = awsLc ? primitive.byAwsLc() : null;
    if (preferred == null) {
      return make(primitive.otherwise(), maker);
    }
    return make(preferred, maker);
  }

  private static <T> T make(Choice choice, Maker<T> maker) {
    Provider provider = Objects.requireNonNull(choice.provider().get());
    try {
      return maker.make(choice.algorithm(), provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " gives no " + choice.algorithm(), e);
    }
  }

  private interface Maker<T> {
    T make(String algorithm, Provider provider) throws GeneralSecurityException;
  }

  /** Apart, so that AWS-LC is loaded when a key first needs it, and not at the server's start. */
  private static final class Preferred {
    static final Jca JCA = AwsLc.provider() == null ? WITHOUT_AWS_LC : new Jca(true);
  }
}
