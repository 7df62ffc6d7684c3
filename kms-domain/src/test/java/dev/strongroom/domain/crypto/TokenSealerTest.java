package dev.strongroom.domain.crypto;

import static dev.strongroom.domain.crypto.Fixtures.ACCOUNT;
import static dev.strongroom.domain.crypto.Fixtures.DEPLOYMENT;
import static dev.strongroom.domain.crypto.Fixtures.RANDOMNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.domain.name.AccountId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenSealerTest {
  private static final byte[] BINDING = {1, 2};
  private static final TokenContext CONTEXT =
      new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.SESSION, 3, BINDING);

  private final SecretBytes key = Fixtures.secret(0x33);

  @AfterEach
  void close() {
    key.close();
  }

  @Test
  void opensWhatItSealed() throws Exception {
    Random random = new Random(5);
    for (int length = 0; length < 300; length++) {
      byte[] plaintext = Fixtures.bytes(random, length);
      byte[] token = TokenSealer.seal(key, CONTEXT, plaintext, RANDOMNESS);
      assertThat(token).hasSize(length + 49);
      assertThat(TokenSealer.keyVersionOf(token)).isEqualTo(3);
      assertThat(TokenSealer.open(key, CONTEXT, token)).isEqualTo(plaintext);
    }
  }

  @Test
  void refusesEveryFlippedBitAndEveryTruncation() {
    byte[] token = TokenSealer.seal(key, CONTEXT, new byte[20], RANDOMNESS);
    for (int bit = 0; bit < token.length * 8; bit++) {
      assertRefused(CONTEXT, Fixtures.flipped(token, bit));
    }
    for (int length = 0; length <= token.length + 1; length++) {
      if (length != token.length) {
        assertRefused(CONTEXT, Arrays.copyOf(token, length));
      }
    }
  }

  @Test
  void refusesEveryOtherContextAndKey() {
    byte[] token = TokenSealer.seal(key, CONTEXT, new byte[20], RANDOMNESS);
    AccountId other = new AccountId(111122223334L);
    for (TokenContext context :
        List.of(
            new TokenContext(new UUID(1, 2), ACCOUNT, SealingPurpose.SESSION, 3, BINDING),
            new TokenContext(DEPLOYMENT, other, SealingPurpose.SESSION, 3, BINDING),
            new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.MARKER, 3, BINDING),
            new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.SESSION, 4, BINDING),
            new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.SESSION, 3, new byte[] {1}))) {
      assertRefused(context, token);
      assertThat(context).isNotEqualTo(CONTEXT);
    }
    try (SecretBytes otherKey = Fixtures.secret(0x34)) {
      assertThatExceptionOfType(NotAuthenticException.class)
          .isThrownBy(() -> TokenSealer.open(otherKey, CONTEXT, token));
    }
  }

  @Test
  void repeatedRandomBytesDoNotRepeatATokenKey() {
    byte[] one = TokenSealer.seal(key, CONTEXT, new byte[] {1}, new byte[44]);
    byte[] other = TokenSealer.seal(key, CONTEXT, new byte[] {2}, new byte[44]);
    assertThat(Arrays.copyOfRange(one, 5, 21)).isNotEqualTo(Arrays.copyOfRange(other, 5, 21));
  }

  @Test
  void refusesAClosedKey() {
    byte[] token = TokenSealer.seal(key, CONTEXT, new byte[20], RANDOMNESS);
    key.close();
    assertThatIllegalStateException().isThrownBy(() -> TokenSealer.open(key, CONTEXT, token));
    assertThatIllegalStateException()
        .isThrownBy(() -> TokenSealer.seal(key, CONTEXT, new byte[1], RANDOMNESS));
  }

  @Test
  void theContextHidesItsBindingAndCannotBeChanged() {
    byte[] binding = {9};
    TokenContext context = new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.MARKER, 0, binding);
    binding[0] = 8;
    context.binding()[0] = 7;
    assertThat(context)
        .isEqualTo(new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.MARKER, 0, new byte[] {9}));
    assertThat(context).hasToString("TokenContext[111122223333, MARKER, key version 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.MARKER, -1, BINDING));
  }

  @Test
  void theLabelsOfPurposesNeverChange() {
    assertThat(Arrays.stream(SealingPurpose.values()).map(SealingPurpose::label))
        .containsExactly(
            "credential",
            "session",
            "grant-token",
            "import-token",
            "marker",
            "authorization-message");
  }

  private void assertRefused(TokenContext context, byte[] token) {
    assertThatExceptionOfType(NotAuthenticException.class)
        .isThrownBy(() -> TokenSealer.open(key, context, token));
  }
}
