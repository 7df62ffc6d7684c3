-- Root keys live in the token; a row here says which object is whose, and how far its life has come.
CREATE TABLE root_key (
  account_id bigint NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  state text NOT NULL CHECK (state IN ('CREATING', 'ACTIVE', 'DESTROYING', 'DESTROYED')),
  cka_id bytea NOT NULL CHECK (length(cka_id) = 16),
  check_value bytea,
  -- Wraps handed out to replicas in blocks; random IVs bound them (SP 800-38D, 8.3).
  wraps_reserved bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, version),
  UNIQUE (account_id, cka_id),
  CHECK (state <> 'ACTIVE' OR check_value IS NOT NULL)
);
CALL protect('root_key');
GRANT SELECT, INSERT, UPDATE ON root_key TO strongroom_application;

-- An account's own keys, one for each purpose: what seals rows, credentials and markers.
CREATE TABLE sealing_key (
  account_id bigint NOT NULL,
  purpose text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  root_version integer NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, purpose, version),
  FOREIGN KEY (account_id, root_version) REFERENCES root_key (account_id, version)
);
CALL protect('sealing_key');
GRANT SELECT, INSERT, UPDATE ON sealing_key TO strongroom_application;
