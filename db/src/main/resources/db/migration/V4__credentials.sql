CREATE TABLE access_key (
  account_id bigint NOT NULL,
  access_key_id text COLLATE "C" NOT NULL,
  principal text NOT NULL,
  status text NOT NULL CHECK (status IN ('Active', 'Inactive')),
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  row_version bigint NOT NULL,
  seal bytea NOT NULL,
  PRIMARY KEY (account_id, access_key_id),
  FOREIGN KEY (account_id) REFERENCES account (account_id)
);
-- Found by its id before the account is known (lookup_access_key).
CREATE INDEX access_key_by_id ON access_key (access_key_id);
CALL protect('access_key');
GRANT SELECT, INSERT, UPDATE, DELETE ON access_key TO strongroom_application;
