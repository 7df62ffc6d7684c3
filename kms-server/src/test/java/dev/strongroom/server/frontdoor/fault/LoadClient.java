package dev.strongroom.server.frontdoor.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * One application: makes a key and an alias, encrypts and decrypts with it, disables and enables
 * it, and begins again. No other client touches its keys, so the order of their changes is known.
 */
final class LoadClient implements Runnable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int ENCRYPTIONS = 30;
  private static final int REMEMBERED = 200;
  private static final long BETWEEN_CALLS_MILLIS = 40;

  private final KmsClient kms;
  private final Ledger ledger;
  private final Set<String> tolerated;
  private final AtomicBoolean stop;
  private final List<Ledger.Sealed> own = new ArrayList<>();

  /**
   * @param tolerated error codes below 500 that the fault may bring about
   */
  LoadClient(KmsClient kms, Ledger ledger, Set<String> tolerated, AtomicBoolean stop) {
    this.kms = kms;
    this.ledger = ledger;
    this.tolerated = tolerated;
    this.stop = stop;
  }

  /** Ends a cycle whose key is in doubt. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void run() {
    while (!stop.get()) {
      try {
        cycle();
      } catch (Refused e) {
        pause();
      } catch (RuntimeException e) {
        ledger.complain("a client broke: " + e);
      }
    }
  }

  private void cycle() {
    String key = create();
    for (int i = 0; i < ENCRYPTIONS && !stop.get(); i++) {
      encrypt(key);
      if (i % 3 == 0) {
        decryptOne();
      }
    }
    dataKey(key);
    switchOffAndOn(key);
  }

  private String create() {
    String name = "alias/fault-" + NUMBER.incrementAndGet();
    String key = call(() -> kms.createKey(r -> r.description(name)).keyMetadata().keyId());
    ledger.keys.add(key);
    ledger.enabled.put(key, true);
    try {
      call(() -> kms.createAlias(r -> r.aliasName(name).targetKeyId(key)));
      ledger.aliases.put(name, key);
    } catch (Refused e) {
      if (!stop.get()) {
        throw e;
      }
    }
    return key;
  }

  private void encrypt(String key) {
    String text = "plaintext " + NUMBER.incrementAndGet();
    SdkBytes plaintext = SdkBytes.fromUtf8String(text);
    Map<String, String> context = Map.of("for", text);
    SdkBytes ciphertext =
        call(
            () ->
                kms.encrypt(r -> r.keyId(key).plaintext(plaintext).encryptionContext(context))
                    .ciphertextBlob());
    remember(new Ledger.Sealed(ciphertext, plaintext, context));
  }

  private void dataKey(String key) {
    GenerateDataKeyResponse made =
        call(() -> kms.generateDataKey(r -> r.keyId(key).keySpec("AES_256")));
    remember(new Ledger.Sealed(made.ciphertextBlob(), made.plaintext(), Map.of()));
  }

  private void remember(Ledger.Sealed sealed) {
    ledger.sealed.add(sealed);
    if (own.size() < REMEMBERED) {
      own.add(sealed);
    } else {
      own.set(ThreadLocalRandom.current().nextInt(REMEMBERED), sealed);
    }
  }

  private void decryptOne() {
    Ledger.Sealed one = own.get(ThreadLocalRandom.current().nextInt(own.size()));
    SdkBytes opened = call(() -> opened(kms, one));
    if (!opened.equals(one.plaintext())) {
      ledger.complain("Decrypt answered another plaintext");
    }
  }

  static SdkBytes opened(KmsClient kms, Ledger.Sealed sealed) {
    return kms.decrypt(
            r -> r.ciphertextBlob(sealed.ciphertext()).encryptionContext(sealed.context()))
        .plaintext();
  }

  private void switchOffAndOn(String key) {
    change(key, false, () -> kms.disableKey(r -> r.keyId(key)));
    refusedWhileDisabled(key);
    change(key, true, () -> kms.enableKey(r -> r.keyId(key)));
  }

  private void change(String key, boolean to, Supplier<?> call) {
    ledger.enabled.remove(key);
    try {
      call(call);
    } catch (Refused e) {
      own.clear(); // the key may be disabled now, and its ciphertexts with it
      throw e;
    }
    ledger.enabled.put(key, to);
  }

  private void refusedWhileDisabled(String key) {
    long begun = System.nanoTime();
    try {
      kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("no")));
      ledger.complain("a disabled key was used");
    } catch (SdkException e) {
      if (code(e).equals("DisabledException")) {
        ledger.acknowledge(begun);
      } else {
        refuse(e, begun);
      }
    }
  }

  private <T> T call(Supplier<T> call) {
    long begun = System.nanoTime();
    try {
      T answer = call.get();
      ledger.acknowledge(begun);
      pause();
      return answer;
    } catch (SdkException e) {
      refuse(e, begun);
      throw new Refused();
    }
  }

  private void refuse(SdkException e, long begun) {
    String code = code(e);
    ledger.refuse(code, begun);
    boolean answered = e instanceof AwsServiceException;
    if (answered && ((AwsServiceException) e).statusCode() < 500 && !tolerated.contains(code)) {
      ledger.complain("an unexpected refusal: " + e.getMessage());
    }
  }

  private static String code(SdkException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode()
        : "no answer";
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_CALLS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
