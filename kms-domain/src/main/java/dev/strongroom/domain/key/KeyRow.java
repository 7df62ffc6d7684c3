package dev.strongroom.domain.key;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code kms_key} as JDBC gives it. */
record KeyRow(
    Key.Id id,
    boolean multiRegion,
    String description,
    KeySpec spec,
    KeyUsage usage,
    KeyOrigin origin,
    KeyState state,
    Instant createdAt,
    @Nullable Instant deletionAt,
    byte[] materialId,
    int policyVersion,
    Tags tags,
    long rowVersion,
    byte[] seal) {

  /** Reads the current row of a result set whose columns are those of the table. */
  static KeyRow read(ResultSet row) throws SQLException {
    OffsetDateTime deletion = row.getObject("deletion_at", OffsetDateTime.class);
    return new KeyRow(
        new Key.Id(
            row.getLong("account_id"),
            row.getString("region"),
            row.getObject("key_id", UUID.class)),
        row.getBoolean("multi_region"),
        row.getString("description"),
        KeySpec.valueOf(row.getString("key_spec")),
        KeyUsage.valueOf(row.getString("key_usage")),
        KeyOrigin.valueOf(row.getString("origin")),
        KeyState.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        deletion == null ? null : deletion.toInstant(),
        row.getBytes("material_id"),
        row.getInt("policy_version"),
        new TagsColumn().convertToEntityAttribute(row.getString("tags")),
        row.getLong("row_version"),
        row.getBytes("seal"));
  }
}
