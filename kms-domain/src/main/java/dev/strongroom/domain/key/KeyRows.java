package dev.strongroom.domain.key;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.keystore.WrappedMaterial;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.seal.RowSeals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what the {@link KeyRing} misses, in one exchange with the database each: JPA costs several
 * times as much here.
 */
public final class KeyRows implements KeyRing.KeyReader {
  private static final String KEY =
      """
      SELECT k.*, p.document, p.created_at AS policy_created_at,
             p.row_version AS policy_row_version, p.seal AS policy_seal,
             m.root_version, m.wrapped
      FROM kms_key k
      JOIN key_policy p
        ON (p.account_id, p.region, p.key_id, p.version)
         = (k.account_id, k.region, k.key_id, k.policy_version)
      LEFT JOIN key_material m
        ON (m.account_id, m.region, m.key_id, m.material_id)
         = (k.account_id, k.region, k.key_id, k.material_id)
      WHERE k.account_id = ? AND k.region = ? AND k.key_id = ?
      """;
  private static final String ALIAS =
      """
      SELECT a.*, k.multi_region
      FROM alias a JOIN kms_key k USING (account_id, region, key_id)
      WHERE a.account_id = ? AND a.region = ? AND a.alias_name = ?
      """;

  private final AccountTransactions transactions;
  private final RowSeals seals;

  private record KeyAndPolicy(Key key, KeyPolicy policy, Optional<WrappedMaterial> material) {}

  private record AliasAndForm(Alias alias, boolean multiRegion) {}

  public KeyRows(AccountTransactions transactions, RowSeals seals) {
    this.transactions = transactions;
    this.seals = seals;
  }

  @Override
  public Optional<KeySnapshot> key(AccountId account, Region region, UUID id, Dependency material) {
    return transactions
        .readRow(
            account, KEY, row -> keyAndPolicy(row, material), account.number(), region.name(), id)
        .map(this::verified);
  }

  private static KeyAndPolicy keyAndPolicy(ResultSet row, Dependency material) throws SQLException {
    Key key = new Key(KeyRow.read(row));
    KeyPolicy policy =
        new KeyPolicy(
                key.arn(),
                key.policyVersion(),
                row.getString("document"),
                row.getObject("policy_created_at", OffsetDateTime.class).toInstant())
            .sealedAs(row.getLong("policy_row_version"), row.getBytes("policy_seal"));
    byte[] wrapped = row.getBytes("wrapped");
    return new KeyAndPolicy(
        key,
        policy,
        wrapped == null
            ? Optional.empty()
            : Optional.of(
                new WrappedMaterial(
                    MaterialId.of(row.getBytes("material_id")),
                    row.getInt("root_version"),
                    wrapped,
                    material)));
  }

  private KeySnapshot verified(KeyAndPolicy row) {
    seals.verify(row.key());
    seals.verify(row.policy());
    return row.key().snapshot(row.policy().document(), row.material());
  }

  @Override
  public Optional<KeyId> alias(AccountId account, Region region, AliasName name) {
    return transactions
        .readRow(
            account, ALIAS, KeyRows::aliasAndForm, account.number(), region.name(), name.value())
        .map(this::target);
  }

  private static AliasAndForm aliasAndForm(ResultSet row) throws SQLException {
    Alias alias =
        new Alias(
                new Alias.Id(
                    row.getLong("account_id"),
                    row.getString("region"),
                    row.getString("alias_name")),
                row.getObject("key_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant())
            .sealedAs(row.getLong("row_version"), row.getBytes("seal"));
    return new AliasAndForm(alias, row.getBoolean("multi_region"));
  }

  private KeyId target(AliasAndForm row) {
    seals.verify(row.alias());
    // The key's own seal is verified when the key is read; a wrong form of id finds no key then.
    return new KeyId(row.alias().target(), row.multiRegion());
  }
}
