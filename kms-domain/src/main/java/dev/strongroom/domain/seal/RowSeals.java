package dev.strongroom.domain.seal;

import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The one place that seals and verifies rows: as JPA's listener, and called by the readers without
 * JPA.
 */
@Component
public class RowSeals {
  private final IntegrityKeys keys;

  // Lazy: JPA makes its listeners before the beans that themselves need the database.
  public RowSeals(@Lazy IntegrityKeys keys) {
    this.keys = keys;
  }

  @PrePersist
  @PreUpdate
  public void seal(SealedRow row) {
    row.sealWith(keys);
  }

  /**
   * @throws BrokenSealException when the row is not as it was sealed
   */
  @PostLoad
  public void verify(SealedRow row) {
    row.verifyWith(keys);
  }
}
