-- The functions that must answer before an account is known, or that span accounts. They give ids and states only.
-- Each has its reason; all belong to strongroom_lookup, which has a policy and a column grant for just this.

CREATE POLICY lookup ON access_key FOR SELECT TO strongroom_lookup USING (true);
GRANT SELECT (account_id, access_key_id) ON access_key TO strongroom_lookup;
CREATE POLICY lookup ON account FOR SELECT TO strongroom_lookup USING (true);
GRANT SELECT (account_id, kind, created_at) ON account TO strongroom_lookup;
CREATE POLICY lookup ON root_key FOR SELECT TO strongroom_lookup USING (true);
GRANT SELECT (account_id, version, state, cka_id) ON root_key TO strongroom_lookup;
CREATE POLICY lookup ON change_feed FOR ALL TO strongroom_lookup USING (true);
GRANT SELECT, DELETE ON change_feed TO strongroom_lookup;
GRANT SELECT, INSERT, DELETE ON change_feed_horizon TO strongroom_lookup;

-- A request names an access key, not an account.
CREATE FUNCTION lookup_access_key(wanted text) RETURNS SETOF bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT account_id FROM strongroom.access_key WHERE access_key_id = wanted
$$;

-- The start makes the platform account when there is none, and `status` counts tenants.
CREATE FUNCTION lookup_accounts() RETURNS TABLE (account_id bigint, kind text, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT a.account_id, a.kind, a.created_at FROM strongroom.account a ORDER BY a.created_at, a.account_id
$$;

-- The start finishes what a crash left, and compares the token's objects with the rows of all accounts.
CREATE FUNCTION lookup_root_keys()
  RETURNS TABLE (account_id bigint, version integer, state text, cka_id bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT r.account_id, r.version, r.state, r.cka_id FROM strongroom.root_key r ORDER BY r.account_id, r.version
$$;

-- Feed rows that every replica can have seen an hour ago go, whatever account they are of.
CREATE FUNCTION prune_change_feed() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  horizon strongroom.change_feed_horizon;
  removed bigint;
BEGIN
  INSERT INTO strongroom.change_feed_horizon VALUES (clock_timestamp(), pg_current_snapshot());
  SELECT * INTO horizon FROM strongroom.change_feed_horizon
    WHERE taken_at < clock_timestamp() - interval '1 hour' ORDER BY taken_at DESC LIMIT 1;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  DELETE FROM strongroom.change_feed WHERE pg_visible_in_snapshot(xid, horizon.snapshot);
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM strongroom.change_feed_horizon WHERE taken_at < horizon.taken_at;
  RETURN removed;
END
$$;

GRANT CREATE ON SCHEMA strongroom TO strongroom_lookup;
DO $$
DECLARE
  definer regprocedure;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'lookup_access_key(text)', 'lookup_accounts()', 'lookup_root_keys()', 'prune_change_feed()']::regprocedure[]
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO strongroom_application', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO strongroom_lookup', definer);
  END LOOP;
END
$$;
REVOKE CREATE ON SCHEMA strongroom FROM strongroom_lookup;
