-- The roles of a Strongroom database. Run it as a superuser on a server of your own, then give the four login
-- roles passwords (\password in psql) and create the database:
--
--   CREATE DATABASE strongroom OWNER strongroom_owner ENCODING 'UTF8' TEMPLATE template0;
--   REVOKE ALL ON DATABASE strongroom FROM PUBLIC;
--   GRANT CONNECT ON DATABASE strongroom TO strongroom_application, strongroom_auditor, strongroom_backup;
--
-- The embedded server runs the same file. It may be run again at any time.
--
-- strongroom_owner        migrations only. Row-level security is FORCED, so it reads no tenant's rows either.
-- strongroom_application  the running service: one account's rows at a time.
-- strongroom_auditor      the audit writer: inserts events of any account, reads the change feed, nothing else.
-- strongroom_lookup       cannot log in: owns the few SECURITY DEFINER functions that span accounts.
-- strongroom_backup       reads everything, writes nothing (pg_dump --enable-row-security).

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['strongroom_owner', 'strongroom_application', 'strongroom_auditor',
                                'strongroom_lookup', 'strongroom_backup']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
END
$$;

-- NOINHERIT: the owner may hand functions to strongroom_lookup without having its rights by itself.
ALTER ROLE strongroom_owner
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
ALTER ROLE strongroom_application
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
ALTER ROLE strongroom_auditor
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
ALTER ROLE strongroom_lookup
  NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
ALTER ROLE strongroom_backup
  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;

GRANT strongroom_lookup TO strongroom_owner;
