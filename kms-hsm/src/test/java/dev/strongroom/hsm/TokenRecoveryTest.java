package dev.strongroom.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.hsm.pkcs11.Pkcs11Exception;
import dev.strongroom.hsm.pkcs11.Pkcs11Module;
import dev.strongroom.hsm.pkcs11.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is lost comes back by itself, and nothing ever comes out wrong. */
class TokenRecoveryTest {
  private static final byte[] AAD = "aad".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT = {1, 2, 3, 4};

  private static RootKey make(Token token) {
    TestRegister register = new TestRegister();
    return register.key(new RootKeyLife(token, register, Extractability.NEVER).create("key"));
  }

  @Test
  void sessionsClosedUnderneathAreOpenedAgain() {
    try (Token token = TestToken.create().open()) {
      RootKey key = make(token);
      byte[] sealed = Native.seal(token.rootKeys(), key, AAD, PLAINTEXT);
      for (int i = 0; i < 5; i++) {
        long slot = token.pool().run(lent -> lent.generation().slot());
        token.module().closeAllSessions(slot);
        assertThat(Native.open(token.rootKeys(), key, AAD, sealed)).isEqualTo(PLAINTEXT);
      }
      assertThat(token.pool().generation()).isGreaterThan(5);
    }
  }

  @Test
  void aDeletedTokenIsUnavailableUntilItIsRestored() throws IOException {
    try (Token token = TestToken.create().open()) {
      RootKey key = make(token);
      byte[] sealed = Native.seal(token.rootKeys(), key, AAD, PLAINTEXT);
      Path aside = TestToken.DIRECTORY.resolve("aside");
      Files.move(TestToken.tokens(), aside);
      try {
        Files.createDirectory(TestToken.tokens());
        assertThatThrownBy(
                () -> {
                  // What the module still has in memory may serve; a new login finds nothing.
                  for (int i = 0; i < 3; i++) {
                    long slot = token.pool().run(lent -> lent.generation().slot());
                    token.module().closeAllSessions(slot);
                    Native.open(token.rootKeys(), key, AAD, sealed);
                  }
                })
            .isInstanceOf(HsmException.class)
            .isNotInstanceOf(HsmException.NotAuthentic.class);
      } finally {
        Files.delete(TestToken.tokens());
        Files.move(aside, TestToken.tokens());
      }
      assertThat(Native.open(token.rootKeys(), key, AAD, sealed)).isEqualTo(PLAINTEXT);
    }
  }

  @Test
  void aKeyThatIsNotSeenWithoutLoginIsNotMissing() {
    TestToken made = TestToken.create();
    RootKey key;
    try (Token token = made.open()) {
      key = make(token);
    }
    HsmSettings settings = made.settings();
    Pkcs11Module module = Pkcs11Module.acquire(settings.module(), settings.softHsmConfiguration());
    try {
      long slot = Login.slotOf(module, made.label()).orElseThrow();
      Session loggedOut = module.open(slot);
      assertThatThrownBy(() -> RootKeyObjects.find(loggedOut, key.id()))
          .isInstanceOfSatisfying(
              Pkcs11Exception.class, e -> assertThat(e.losesSession()).isTrue());
      loggedOut.close();
    } finally {
      module.release();
    }
  }

  @Test
  void aWrongPinIsTriedOnceHoweverOftenItIsAskedFor() {
    TestToken made = TestToken.create();
    Path wrong = TestToken.secret(made.label() + ".wrong", "00000000");
    InMemoryPinLatch latch = new InMemoryPinLatch();
    HsmSettings settings = TestToken.settings(made.label(), wrong);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> Token.open(settings, latch))
          .isInstanceOf(HsmException.PinIncorrect.class)
          .hasMessageNotContaining("00000000");
    }
    // SoftHSM sets this flag after a failed try and takes it back after a success.
    try (Token token = Token.open(made.settings(), latch)) {
      assertThat(token.isReachable()).isTrue();
    }
  }

  @Test
  void aRefusalThatTheLatchDidNotTakeIsRememberedByTheProcess() {
    TestToken made = TestToken.create();
    AtomicInteger asked = new AtomicInteger();
    PinLatch broken = new BrokenLatch(asked);
    try (Token token = Token.open(made.settings(), broken)) {
      TestToken.secret(made.pin().getFileName().toString(), "00000000");
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(
                () -> {
                  long slot = token.pool().run(lent -> lent.generation().slot());
                  token.module().closeAllSessions(slot);
                  token.random(1);
                })
            .isInstanceOf(HsmException.class);
      }
      assertThat(asked).hasValue(2);
    }
  }

  /** Lets every PIN be tried, and cannot take a refusal. */
  private record BrokenLatch(AtomicInteger asked) implements PinLatch {
    @Override
    public Answer begin(String tokenLabel, byte[] pin) {
      asked.incrementAndGet();
      return new Attempt() {
        @Override
        public void refused(Refusal refusal) {
          throw new IllegalStateException("the database is away");
        }

        @Override
        public void close() {
          // Nothing was taken.
        }
      };
    }
  }

  @Test
  void aChangedPinFileIsTriedAgain() {
    TestToken made = TestToken.create();
    Path pin = TestToken.secret(made.label() + ".changing", "00000000");
    InMemoryPinLatch latch = new InMemoryPinLatch();
    HsmSettings settings = TestToken.settings(made.label(), pin);
    assertThatThrownBy(() -> Token.open(settings, latch))
        .isInstanceOf(HsmException.PinIncorrect.class);
    TestToken.secret(made.label() + ".changing", "87654321");
    try (Token token = Token.open(settings, latch)) {
      assertThat(token.isReachable()).isTrue();
    }
  }

  @Test
  void aTokenThatIsNotThereIsMissing() {
    assertThatThrownBy(
            () ->
                Token.open(
                    TestToken.settings("no such token", TestToken.create().pin()),
                    new InMemoryPinLatch()))
        .isInstanceOf(HsmException.TokenMissing.class);
  }

  @Test
  void aPinFileThatOthersMayReadIsRefused() throws IOException {
    TestToken made = TestToken.create();
    Files.setPosixFilePermissions(
        made.pin(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(made::open).isInstanceOf(HsmException.PinFileRefused.class);
  }

  @Test
  void sixteenThreadsSealAndOpenWhileKeysComeAndGo() throws InterruptedException {
    int threads = 16;
    int operations = 20_000;
    try (Token token = TestToken.create().open()) {
      RootKeys keys = token.rootKeys();
      List<RootKey> steady = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        steady.add(make(token));
      }
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      AtomicInteger left = new AtomicInteger(operations / 2);
      AtomicBoolean done = new AtomicBoolean();
      List<Thread> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                      RootKey key = steady.get(n % steady.size());
                      byte[] plaintext = ("number " + n).getBytes(StandardCharsets.US_ASCII);
                      byte[] sealed = Native.seal(keys, key, AAD, plaintext);
                      assertThat(Native.open(keys, key, AAD, sealed)).isEqualTo(plaintext);
                    }
                  } catch (Throwable e) {
                    failures.add(e);
                  }
                }));
      }
      Thread changing =
          Thread.startVirtualThread(
              () -> {
                try {
                  while (!done.get()) {
                    RootKey passing = make(token);
                    byte[] sealed = Native.seal(keys, passing, AAD, PLAINTEXT);
                    assertThat(Native.open(keys, passing, AAD, sealed)).isEqualTo(PLAINTEXT);
                    keys.destroy(passing);
                  }
                } catch (Throwable e) {
                  failures.add(e);
                }
              });
      for (Thread worker : workers) {
        worker.join();
      }
      done.set(true);
      changing.join();
      assertThat(failures).isEmpty();
      assertThat(keys.list()).hasSize(steady.size());
    }
  }
}
