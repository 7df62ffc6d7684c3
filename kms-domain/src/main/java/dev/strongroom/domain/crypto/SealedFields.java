package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row that its seal covers. Names, types and order are part of the sealed bytes,
 * and null differs from empty:
 *
 * <pre>
 * "strongroom-row" in ASCII | u8 format (1)
 * table | u32 number of primary key parts | each part | account, 8 bytes | row version, 8 bytes
 *   (each but the number as u32 length | bytes)
 * per column: u8 type ('T' text, 'N' number, 'B' bytes, 'F' flag) | u32 length | name
 *             | u8 presence (0 null, 1 value) | when present: u32 length | value
 * </pre>
 *
 * <p>Text is UTF-8; a number is eight bytes; a flag is one byte, 0 or 1.
 */
public final class SealedFields {
  private static final byte[] MAGIC = "strongroom-row".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  private final CanonicalBytes out = new CanonicalBytes();

  private SealedFields() {}

  /**
   * Begins with what identifies the row.
   *
   * @param primaryKey the parts of the primary key, in the table's order
   * @param rowVersion counts the row's changes, so that an older seal does not fit the newer row
   */
  public static SealedFields of(
      String table, List<String> primaryKey, AccountId account, long rowVersion) {
    SealedFields fields = new SealedFields();
    fields.out.raw(MAGIC).raw(FORMAT).text(table).raw(CanonicalBytes.u32(primaryKey.size()));
    primaryKey.forEach(fields.out::text);
    fields.out.number(account.number()).number(rowVersion);
    return fields;
  }

  /**
   * Adds a column of text.
   *
   * @throws IllegalArgumentException when the text has an unpaired surrogate
   */
  public SealedFields text(String name, @Nullable String value) {
    return column('T', name, value == null ? null : CanonicalBytes.utf8(value));
  }

  /** Adds a column of a whole number. */
  public SealedFields number(String name, @Nullable Long value) {
    return column(
        'N', name, value == null ? null : ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** Adds a column of bytes. */
  public SealedFields bytes(String name, byte @Nullable [] value) {
    return column('B', name, value);
  }

  /** Adds a column that is true or false. */
  public SealedFields flag(String name, boolean value) {
    return column('F', name, new byte[] {(byte) (value ? 1 : 0)});
  }

  private SealedFields column(char type, String name, byte @Nullable [] value) {
    out.raw(type).text(name).raw(value == null ? 0 : 1);
    if (value != null) {
      out.bytes(value);
    }
    return this;
  }

  byte[] encoded() {
    return out.toArray();
  }
}
