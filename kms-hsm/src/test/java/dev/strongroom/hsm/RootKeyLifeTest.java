package dev.strongroom.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.hsm.RootKeyRegister.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crash at any step loses no key, doubles none, and leaves none that cannot be used. */
class RootKeyLifeTest {
  private static final byte[] AAD = "aad".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT = {1, 2, 3, 4};

  private static Token token;

  @BeforeAll
  static void open() {
    token = TestToken.create().open();
  }

  @AfterAll
  static void close() {
    token.close();
  }

  private static RootKeyLife life(RootKeyRegister register) {
    return new RootKeyLife(token, register, Extractability.NEVER);
  }

  private static long objects(RootKeyId id) {
    return token.rootKeys().list().stream().filter(key -> key.id().equals(id)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aCrashWhileAKeyIsMadeIsFinishedByTheNextStart(int step) {
    TestRegister register = new TestRegister();
    RootKeyId old = life(register).create("old");
    byte[] sealed = Native.seal(token.rootKeys(), register.key(old), AAD, PLAINTEXT);
    assertThatThrownBy(() -> life(register.crashingAt(step)).create("new"))
        .isInstanceOf(TestRegister.Crash.class);
    life(register.healed()).resume();
    register.entries().forEach(entry -> assertThat(entry.state()).isEqualTo(State.ACTIVE));
    register.entries().forEach(entry -> assertThat(objects(entry.id())).isEqualTo(1));
    register
        .entries()
        .forEach(
            entry -> {
              RootKey key = register.key(entry);
              byte[] again = Native.seal(token.rootKeys(), key, AAD, PLAINTEXT);
              assertThat(Native.open(token.rootKeys(), key, AAD, again)).isEqualTo(PLAINTEXT);
            });
    assertThat(Native.open(token.rootKeys(), register.key(old), AAD, sealed)).isEqualTo(PLAINTEXT);
    // Before the first commit nothing happened at all.
    assertThat(register.entries()).hasSize(step == 1 ? 1 : 2);
  }

  @Test
  void aCrashBetweenTheTokenAndTheRegisterMakesNoSecondKey() {
    TestRegister register = new TestRegister();
    RootKeyId id = new RootKeyId(token.random(RootKeyId.LENGTH));
    register.creating(id, "half");
    token.rootKeys().generate(id, "half", Extractability.NEVER);
    life(register).resume();
    assertThat(objects(id)).isEqualTo(1);
    assertThat(register.entry(id).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void oneBadKeyKeepsNoOtherFromBeingFinished() {
    TestRegister register = new TestRegister();
    RootKeyId escrowed = new RootKeyId(token.random(RootKeyId.LENGTH));
    token.rootKeys().generate(escrowed, "bad", Extractability.BY_TRUSTED_KEY);
    register.creating(escrowed, "bad");
    RootKeyId good = new RootKeyId(token.random(RootKeyId.LENGTH));
    register.creating(good, "good");
    RootKeyLife.Resumed resumed = life(register).resume();
    assertThat(resumed.problems()).containsOnlyKeys(register.entry(escrowed));
    assertThat(register.entry(good).state()).isEqualTo(State.ACTIVE);
    assertThat(register.entry(escrowed).state()).isEqualTo(State.CREATING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aCrashWhileAKeyIsDestroyedIsFinishedByTheNextStart(int step) {
    TestRegister register = new TestRegister();
    RootKeyId kept = life(register).create("kept");
    RootKeyId doomed = life(register).create("doomed");
    assertThatThrownBy(() -> life(register.crashingAt(step)).destroy(register.entry(doomed)))
        .isInstanceOf(TestRegister.Crash.class);
    life(register.healed()).resume();
    boolean begun = step > 1;
    assertThat(objects(doomed)).isEqualTo(begun ? 0 : 1);
    assertThat(register.entry(doomed).state()).isEqualTo(begun ? State.DESTROYED : State.ACTIVE);
    assertThat(objects(kept)).isEqualTo(1);
  }

  @Test
  void everyActiveKeyIsProvenAndProblemsAreNamed() {
    TestRegister register = new TestRegister();
    RootKeyId good = life(register).create("good");
    RootKeyId missing = life(register).create("missing");
    RootKeyId swapped = life(register).create("swapped");
    Native.remove(token, missing);
    Native.remove(token, swapped);
    token.rootKeys().generate(swapped, "swapped", Extractability.NEVER);
    var problems = life(register).verifyActive();
    assertThat(problems).doesNotContainKey(good.toString()).hasSize(2);
    assertThat(problems.get(missing.toString())).isInstanceOf(HsmException.KeyMissing.class);
    assertThat(problems.get(swapped.toString())).isInstanceOf(HsmException.KeyUntrusted.class);
  }

  @Test
  void keysThatNobodyRegisteredAreReportedAndLeftAlone() {
    TestRegister register = new TestRegister();
    RootKeyId stray = new RootKeyId(token.random(RootKeyId.LENGTH));
    token.rootKeys().generate(stray, "stray", Extractability.NEVER);
    RootKeyId known = life(register).create("known");
    life(register).resume();
    assertThat(life(register).unregistered())
        .extracting(RootKeyAttributes::id)
        .contains(stray)
        .doesNotContain(known);
    assertThat(objects(stray)).isEqualTo(1);
  }
}
