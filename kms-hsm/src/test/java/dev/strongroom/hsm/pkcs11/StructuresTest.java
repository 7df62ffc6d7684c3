package dev.strongroom.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Sizes and offsets as a C compiler lays them out on LP64 (CK_ULONG of 8 bytes, natural alignment).
 */
class StructuresTest {

  @Test
  void structuresAreLaidOutAsInC() {
    assertThat(Structures.INITIALIZE_ARGS.byteSize()).isEqualTo(48);
    assertThat(Structures.INFO.byteSize()).isEqualTo(88);
    assertThat(Structures.TOKEN_INFO.byteSize()).isEqualTo(208);
    assertThat(Structures.SESSION_INFO.byteSize()).isEqualTo(32);
    assertThat(Structures.ATTRIBUTE.byteSize()).isEqualTo(24);
    assertThat(Structures.MECHANISM.byteSize()).isEqualTo(24);
    assertThat(Structures.GCM_PARAMS.byteSize()).isEqualTo(48);
  }

  @Test
  void membersAreWhereCPutsThem() {
    assertThat(Structures.offset(Structures.INFO, "flags")).isEqualTo(40);
    assertThat(Structures.offset(Structures.TOKEN_INFO, "flags")).isEqualTo(96);
    assertThat(Structures.offset(Structures.TOKEN_INFO, "firmwareVersion")).isEqualTo(186);
    assertThat(Structures.offset(Structures.ATTRIBUTE, "ulValueLen")).isEqualTo(16);
    assertThat(Structures.offset(Structures.GCM_PARAMS, "pAAD")).isEqualTo(24);
    assertThat(Structures.offset(Structures.GCM_PARAMS, "ulTagBits")).isEqualTo(40);
  }
}
