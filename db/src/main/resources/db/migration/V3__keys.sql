CREATE TABLE kms_key (
  account_id bigint NOT NULL,
  region text NOT NULL,
  key_id uuid NOT NULL,
  multi_region boolean NOT NULL,
  description text NOT NULL,
  key_spec text NOT NULL,
  key_usage text NOT NULL,
  origin text NOT NULL,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  deletion_at timestamptz,
  -- What encrypts now; older material still decrypts.
  material_id bytea NOT NULL CHECK (length(material_id) = 32),
  policy_version integer NOT NULL,
  -- A JSON object, as text: the row's seal covers it.
  tags text NOT NULL,
  row_version bigint NOT NULL,
  seal bytea NOT NULL,
  PRIMARY KEY (account_id, region, key_id),
  FOREIGN KEY (account_id) REFERENCES account (account_id)
);
CALL protect('kms_key');
GRANT SELECT, INSERT, UPDATE ON kms_key TO strongroom_application;

CREATE TABLE key_material (
  account_id bigint NOT NULL,
  region text NOT NULL,
  key_id uuid NOT NULL,
  material_id bytea NOT NULL CHECK (length(material_id) = 32),
  root_version integer NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, region, key_id, material_id),
  FOREIGN KEY (account_id, region, key_id) REFERENCES kms_key (account_id, region, key_id),
  FOREIGN KEY (account_id, root_version) REFERENCES root_key (account_id, version)
);
-- A ciphertext's header carries the first 16 bytes only.
CREATE UNIQUE INDEX key_material_header
  ON key_material (account_id, region, key_id, substring(material_id FROM 1 FOR 16));
CALL protect('key_material');
GRANT SELECT, INSERT, UPDATE ON key_material TO strongroom_application;

-- Policies are kept as versions; kms_key.policy_version names the one in force.
CREATE TABLE key_policy (
  account_id bigint NOT NULL,
  region text NOT NULL,
  key_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  document text NOT NULL,
  created_at timestamptz NOT NULL,
  row_version bigint NOT NULL,
  seal bytea NOT NULL,
  PRIMARY KEY (account_id, region, key_id, version),
  FOREIGN KEY (account_id, region, key_id) REFERENCES kms_key (account_id, region, key_id)
);
CALL protect('key_policy');
GRANT SELECT, INSERT ON key_policy TO strongroom_application;

CREATE TABLE alias (
  account_id bigint NOT NULL,
  region text NOT NULL,
  alias_name text COLLATE "C" NOT NULL,
  key_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  row_version bigint NOT NULL,
  seal bytea NOT NULL,
  PRIMARY KEY (account_id, region, alias_name),
  FOREIGN KEY (account_id, region, key_id) REFERENCES kms_key (account_id, region, key_id)
);
CREATE INDEX alias_by_key ON alias (account_id, region, key_id);
CALL protect('alias');
GRANT SELECT, INSERT, UPDATE, DELETE ON alias TO strongroom_application;
