package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.domain.name.AccountId;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowSealTest {
  private final SecretBytes key = Fixtures.secret(0x44);

  @AfterEach
  void close() {
    key.close();
  }

  private static SealedFields row(String table, List<String> primaryKey, long account, long ver) {
    return SealedFields.of(table, primaryKey, new AccountId(account), ver);
  }

  private static SealedFields row() {
    return row("t", List.of("k"), 1, 1);
  }

  @Test
  void verifiesTheSameRowUnderTheSameKeyOnly() {
    byte[] seal = RowSeal.of(key, row().text("state", "Enabled"));
    assertThat(seal).hasSize(32);
    assertThat(RowSeal.verify(key, row().text("state", "Enabled"), seal)).isTrue();
    assertThat(RowSeal.verify(key, row().text("state", "Disabled"), seal)).isFalse();
    assertThat(RowSeal.verify(key, row().text("state", "Enabled"), new byte[0])).isFalse();
    for (int bit = 0; bit < 256; bit++) {
      assertThat(RowSeal.verify(key, row().text("state", "Enabled"), Fixtures.flipped(seal, bit)))
          .isFalse();
    }
    try (SecretBytes other = Fixtures.secret(0x45)) {
      assertThat(RowSeal.verify(other, row().text("state", "Enabled"), seal)).isFalse();
    }
  }

  @Test
  void noTwoDifferentRowsHaveTheSameBytes() {
    Stream<SealedFields> rows =
        Stream.of(
            row(),
            row("tk", List.of(""), 1, 1),
            row("t", List.of("k", ""), 1, 1),
            row("t", List.of("", "k"), 1, 1),
            row("t", List.of(), 1, 1),
            row("t", List.of("k"), 2, 1),
            row("t", List.of("k"), 1, 2),
            row().text("a", null),
            row().text("a", ""),
            row().text("a", "\0"),
            row().text("", "a"),
            row().text("a", "b").text("c", ""),
            row().text("c", "").text("a", "b"),
            row().bytes("a", null),
            row().bytes("a", new byte[0]),
            row().bytes("a", new byte[1]),
            row().bytes("a", new byte[8]),
            row().number("a", null),
            row().number("a", 0L),
            row().number("a", 1L),
            row().number("a", -1L),
            row().number("a", Long.MIN_VALUE),
            row().text("a", "\0\0\0\0\0\0\0\0"),
            row().flag("a", false),
            row().flag("a", true),
            row().flag("a", true).flag("a", true));
    assertThat(rows.map(SealedFields::encoded).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesTextThatHasNoUtf8Form() {
    assertThatIllegalArgumentException().isThrownBy(() -> row().text("a", "\ud800"));
  }
}
