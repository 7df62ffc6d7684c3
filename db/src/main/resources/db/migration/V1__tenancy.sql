-- Tenancy: every table that holds an account's rows calls protect(), or stands with its reason in the list of
-- platform tables that the tenancy test knows.

-- The schema is made by Flyway as the owner; every session of this database looks only there.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = strongroom', current_database());
END
$$;
GRANT USAGE ON SCHEMA strongroom
  TO strongroom_application, strongroom_auditor, strongroom_lookup, strongroom_backup;

-- The account of the running transaction, or null: then no row is visible and none can be written.
CREATE FUNCTION current_account() RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(pg_catalog.current_setting('strongroom.account', true), '')::bigint;

-- The 12 digits of an account id, as the change feed's entities write it.
CREATE FUNCTION account_digits(account bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_catalog.lpad(account::text, 12, '0');

CREATE PROCEDURE protect(target regclass)
  LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO strongroom_application
       USING (account_id = (SELECT current_account()))
       WITH CHECK (account_id = (SELECT current_account()))', target);
  EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO strongroom_backup USING (true)', target);
  EXECUTE format('GRANT SELECT ON %s TO strongroom_backup', target);
END
$$;
REVOKE ALL ON PROCEDURE protect(regclass) FROM PUBLIC;

-- Platform table: the one row that names this deployment, known before any account is. The token carries the
-- same id.
CREATE TABLE deployment (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  deployment_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON deployment TO strongroom_application;
GRANT SELECT ON deployment TO strongroom_backup;

-- Platform table: PINs that a token has refused, known before any account is, so that no replica tries one again
-- and locks the token. Salted and slowly hashed.
CREATE TABLE pin_latch (
  token_label text NOT NULL,
  salt bytea NOT NULL,
  pin_hash bytea NOT NULL,
  reason text NOT NULL,
  latched_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (token_label, salt)
);
GRANT SELECT, INSERT ON pin_latch TO strongroom_application;

CREATE TABLE account (
  account_id bigint PRIMARY KEY CHECK (account_id BETWEEN 1 AND 999999999999),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  kind text NOT NULL CHECK (kind IN ('PLATFORM', 'TENANT')),
  state text NOT NULL CHECK (state IN ('ACTIVE', 'SUSPENDED')),
  created_at timestamptz NOT NULL,
  row_version bigint NOT NULL,
  seal bytea NOT NULL
);
CALL protect('account');
GRANT SELECT, INSERT, UPDATE ON account TO strongroom_application;
