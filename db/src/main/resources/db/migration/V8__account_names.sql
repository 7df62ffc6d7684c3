-- Whoever makes a tenant is told when others have its name already: by their ids, for names stay within an account.

GRANT SELECT (name) ON account TO strongroom_lookup;

CREATE FUNCTION lookup_tenants_named(wanted text) RETURNS SETOF bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT account_id FROM strongroom.account WHERE name = wanted AND kind = 'TENANT' ORDER BY created_at, account_id
$$;

GRANT CREATE ON SCHEMA strongroom TO strongroom_lookup;
REVOKE ALL ON FUNCTION lookup_tenants_named(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_tenants_named(text) TO strongroom_application;
ALTER FUNCTION lookup_tenants_named(text) OWNER TO strongroom_lookup;
REVOKE CREATE ON SCHEMA strongroom FROM strongroom_lookup;
