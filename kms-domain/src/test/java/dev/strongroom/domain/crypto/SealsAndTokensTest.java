package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.name.AccountId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealsAndTokensTest {
  private static final AccountId ACCOUNT = AccountId.parse("111122223333");
  private static final UUID DEPLOYMENT = new UUID(1, 2);
  private static final SecretBytes KEY = SecretBytes.copyOf(new byte[32]);
  private static final byte[] TEXT = {1, 2, 3};

  private static SealedFields row(String table, String key, long version) {
    return SealedFields.of(table, List.of(key), ACCOUNT, version);
  }

  @Test
  void rowsThatDifferInAnythingHaveDifferentSeals() {
    List<SealedFields> rows =
        List.of(
            row("t", "k", 1),
            row("u", "k", 1),
            row("t", "l", 1),
            row("t", "k", 2),
            SealedFields.of("t", List.of("k"), AccountId.parse("111122223334"), 1),
            SealedFields.of("t", List.of("k", ""), ACCOUNT, 1),
            row("t", "k", 1).text("a", null),
            row("t", "k", 1).text("a", ""),
            row("t", "k", 1).text("b", ""),
            row("t", "k", 1).bytes("a", new byte[0]),
            row("t", "k", 1).number("a", 0L),
            row("t", "k", 1).number("a", null),
            row("t", "k", 1).flag("a", false),
            row("t", "k", 1).flag("a", true),
            row("t", "k", 1).text("a", "bc").text("d", ""),
            row("t", "k", 1).text("a", "b").text("cd", ""));
    Set<String> seals = new HashSet<>();
    rows.forEach(each -> seals.add(Arrays.toString(RowSeal.of(KEY, each))));
    assertThat(seals).hasSize(rows.size());
  }

  @Test
  void aSealIsOfItsRowAndKeyAlone() {
    byte[] seal = RowSeal.of(KEY, row("t", "k", 1));
    assertThat(RowSeal.verify(KEY, row("t", "k", 1), seal)).isTrue();
    assertThat(RowSeal.verify(KEY, row("t", "k", 2), seal)).isFalse();
    assertThat(RowSeal.verify(KEY, row("t", "k", 1), new byte[0])).isFalse();
    byte[] other = new byte[32];
    other[0] = 1;
    try (SecretBytes otherKey = SecretBytes.takeFrom(other)) {
      assertThat(RowSeal.verify(otherKey, row("t", "k", 1), seal)).isFalse();
    }
  }

  private static TokenContext context(SealingPurpose purpose, AccountId account, int version) {
    return new TokenContext(DEPLOYMENT, account, purpose, version, new byte[] {9});
  }

  @Test
  void aTokenOpensInItsContextAlone() throws NotAuthenticException {
    TokenContext context = context(SealingPurpose.MARKER, ACCOUNT, 1);
    byte[] token = TokenSealer.seal(KEY, context, TEXT, TestRandomness.SHARED);
    assertThat(TokenSealer.open(KEY, context, token)).isEqualTo(TEXT);
    assertThat(TokenSealer.keyVersionOf(token)).isEqualTo(1);
    for (TokenContext other :
        List.of(
            context(SealingPurpose.SESSION, ACCOUNT, 1),
            context(SealingPurpose.MARKER, AccountId.parse("444455556666"), 1),
            context(SealingPurpose.MARKER, ACCOUNT, 2),
            new TokenContext(DEPLOYMENT, ACCOUNT, SealingPurpose.MARKER, 1, new byte[] {8}),
            new TokenContext(new UUID(1, 3), ACCOUNT, SealingPurpose.MARKER, 1, new byte[] {9}))) {
      assertThatThrownBy(() -> TokenSealer.open(KEY, other, token))
          .isInstanceOf(NotAuthenticException.class);
    }
  }

  @Test
  void aTokenWithAnyChangeIsRefused() {
    TokenContext context = context(SealingPurpose.MARKER, ACCOUNT, 1);
    byte[] token = TokenSealer.seal(KEY, context, TEXT, TestRandomness.SHARED);
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> TokenSealer.open(KEY, context, changed))
          .as("byte %d", i)
          .isInstanceOf(NotAuthenticException.class);
      byte[] cut = Arrays.copyOf(token, i);
      assertThatThrownBy(() -> TokenSealer.open(KEY, context, cut))
          .isInstanceOf(NotAuthenticException.class);
    }
  }

  @Test
  void encryptionContextsThatDifferHaveDifferentForms() {
    List<Map<String, String>> contexts =
        List.of(
            Map.of(),
            Map.of("", ""),
            Map.of("a", ""),
            Map.of("", "a"),
            Map.of("a", "b"),
            Map.of("ab", ""),
            Map.of("a", "b", "c", "d"),
            Map.of("a", "bcd"),
            Map.of("a", "b\0c"),
            Map.of("\u00e4", "1"),
            Map.of("a\u0308", "1"));
    Set<String> forms = new HashSet<>();
    contexts.forEach(each -> forms.add(Arrays.toString(EncryptionContext.of(each).canonical())));
    assertThat(forms).hasSize(contexts.size());
  }

  @Test
  void pairsAreSortedByTheirUtf8Bytes() {
    // U+FFFD sorts before U+1F511 in UTF-8, and after its surrogates in UTF-16.
    EncryptionContext context =
        EncryptionContext.of(Map.of("\uD83D\uDD11", "1", "\uFFFD", "2", "a", "3"));
    assertThat(context.pairs().keySet()).containsExactly("a", "\uFFFD", "\uD83D\uDD11");
  }

  @Test
  void unpairedSurrogatesAreRefused() {
    assertThatThrownBy(() -> EncryptionContext.of(Map.of("a", "\uD83D")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EncryptionContext.of(Map.of("\uDD11", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSlowHashDependsOnSecretAndSalt() {
    byte[] salt = SlowHash.newSalt();
    byte[] hash = SlowHash.of(TEXT, salt);
    assertThat(hash).hasSize(32).isEqualTo(SlowHash.of(TEXT, salt));
    assertThat(hash).isNotEqualTo(SlowHash.of(TEXT, SlowHash.newSalt()));
    assertThat(hash).isNotEqualTo(SlowHash.of(new byte[] {1, 2, 4}, salt));
  }
}
