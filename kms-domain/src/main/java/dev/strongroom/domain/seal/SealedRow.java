package dev.strongroom.domain.seal;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A row that decides something. {@link RowSeals} seals it before it is written and verifies it
 * after it is read, so that whoever can write to the database can delete or roll back a row, but
 * not make one.
 */
@MappedSuperclass
@EntityListeners(RowSeals.class)
public abstract class SealedRow {
  @Column(name = "row_version", nullable = false)
  private long rowVersion;

  @Column(name = "seal", nullable = false)
  private byte[] seal = new byte[0];

  protected SealedRow() {}

  /** The account whose integrity key seals the row. */
  public abstract AccountId account();

  /** Table, primary key and every deciding column, with the given row version. */
  protected abstract SealedFields fields(long version);

  /** The row's name in messages: its table and primary key. */
  protected abstract String rowName();

  public long rowVersion() {
    return rowVersion;
  }

  /** Whether the row has never been written (Spring Data's Persistable). */
  public boolean isNew() {
    return rowVersion == 0;
  }

  void sealWith(IntegrityKeys keys) {
    rowVersion++;
    seal = keys.seal(account(), fields(rowVersion));
  }

  /**
   * Verifies the seal.
   *
   * @throws BrokenSealException when the row is not as it was sealed
   */
  void verifyWith(IntegrityKeys keys) {
    if (!keys.verify(account(), fields(rowVersion), seal)) {
      throw new BrokenSealException(account(), rowName());
    }
  }

  /** A time as the database gives it back: seals are over milliseconds. */
  protected static Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** For rows that were read without JPA: takes over what the row carries. */
  protected void restoreSeal(long version, byte[] carried) {
    rowVersion = version;
    seal = carried.clone();
  }
}
