-- What changed, so that no replica answers on what it read before (docs/adr/0002). A row names the transaction
-- that wrote it: a replica reads the rows that were not visible in the snapshot of its last look.
CREATE TABLE change_feed (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  account_id bigint NOT NULL,
  entity text NOT NULL
);
CREATE INDEX change_feed_xid ON change_feed (xid);
CALL protect('change_feed');
GRANT SELECT, INSERT ON change_feed TO strongroom_application;
CREATE POLICY audit_writer ON change_feed FOR SELECT TO strongroom_auditor USING (true);
GRANT SELECT ON change_feed TO strongroom_auditor;

-- Platform table: snapshots of the past. A feed row may go only when it was visible to everybody an hour ago; its
-- own time would not do, because a long transaction's rows appear long after they were written.
CREATE TABLE change_feed_horizon (
  taken_at timestamptz PRIMARY KEY,
  snapshot pg_snapshot NOT NULL
);

-- The trigger's argument is the entity's kind; the row's own columns give the rest.
CREATE FUNCTION record_change() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, strongroom, pg_temp
AS $$
DECLARE
  changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  account bigint := changed ->> 'account_id';
BEGIN
  INSERT INTO strongroom.change_feed (account_id, entity)
  VALUES (
    account,
    CASE TG_ARGV[0]
      WHEN 'account' THEN concat_ws('/', 'account', strongroom.account_digits(account))
      WHEN 'credential' THEN concat_ws('/', 'credential', changed ->> 'access_key_id')
      WHEN 'alias' THEN
        concat_ws('/', 'alias', strongroom.account_digits(account), changed ->> 'region', changed ->> 'alias_name')
      ELSE
        concat_ws('/', TG_ARGV[0], strongroom.account_digits(account), changed ->> 'region', changed ->> 'key_id')
    END);
  RETURN NULL;
END
$$;

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON account
  FOR EACH ROW EXECUTE FUNCTION record_change('account');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON access_key
  FOR EACH ROW EXECUTE FUNCTION record_change('credential');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON kms_key
  FOR EACH ROW EXECUTE FUNCTION record_change('key');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON key_policy
  FOR EACH ROW EXECUTE FUNCTION record_change('key');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON key_material
  FOR EACH ROW EXECUTE FUNCTION record_change('material');
CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON alias
  FOR EACH ROW EXECUTE FUNCTION record_change('alias');
