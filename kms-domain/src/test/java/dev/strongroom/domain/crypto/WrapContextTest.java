package dev.strongroom.domain.crypto;

import static dev.strongroom.domain.crypto.Fixtures.ACCOUNT;
import static dev.strongroom.domain.crypto.Fixtures.DEPLOYMENT;
import static dev.strongroom.domain.crypto.Fixtures.KEY;
import static dev.strongroom.domain.crypto.Fixtures.MATERIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WrapContextTest {

  @Test
  void everyFieldMakesAnotherContext() {
    UUID elsewhere = new UUID(1, 2);
    AccountId other = new AccountId(1);
    KeyId multiRegion = new KeyId(KEY.uuid(), true);
    MaterialId newer = MaterialId.parse("f".repeat(64));
    Stream<WrapContext> contexts =
        Stream.of(
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, KEY, MATERIAL, "S", "U", "O"),
            WrapContext.material(elsewhere, ACCOUNT, 1, KEY, MATERIAL, "S", "U", "O"),
            WrapContext.material(DEPLOYMENT, other, 1, KEY, MATERIAL, "S", "U", "O"),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 2, KEY, MATERIAL, "S", "U", "O"),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, multiRegion, MATERIAL, "S", "U", "O"),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, KEY, newer, "S", "U", "O"),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, KEY, MATERIAL, "SU", "", "O"),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, KEY, MATERIAL, "S", "UO", ""),
            WrapContext.material(DEPLOYMENT, ACCOUNT, 1, KEY, MATERIAL, "", "SU", "O"),
            WrapContext.sealingKey(DEPLOYMENT, ACCOUNT, 1, "session", 1),
            WrapContext.sealingKey(DEPLOYMENT, ACCOUNT, 2, "session", 1),
            WrapContext.sealingKey(DEPLOYMENT, ACCOUNT, 1, "session", 2),
            WrapContext.sealingKey(DEPLOYMENT, ACCOUNT, 1, "marker", 1),
            WrapContext.sealingKey(DEPLOYMENT, other, 1, "session", 1),
            WrapContext.sealingKey(elsewhere, ACCOUNT, 1, "session", 1));
    assertThat(contexts.map(WrapContext::encoded).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }
}
