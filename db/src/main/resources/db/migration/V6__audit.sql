-- One event for each call. The bytes are kept exactly as they were hashed and answered for; the id is a UUIDv7 and
-- so the time, too, and each month has a partition (afterMigrate__audit_partitions.sql).
CREATE TABLE audit_event (
  account_id bigint NOT NULL,
  event_id uuid NOT NULL,
  event bytea NOT NULL,
  -- What decided and what it saw: for the account's own eyes.
  decision bytea,
  -- The place in the Merkle log, given after the commit.
  leaf_index bigint,
  PRIMARY KEY (account_id, event_id)
) PARTITION BY RANGE (event_id);
CALL protect('audit_event');
GRANT SELECT, INSERT ON audit_event TO strongroom_application;
CREATE POLICY audit_writer ON audit_event FOR INSERT TO strongroom_auditor WITH CHECK (true);
GRANT INSERT ON audit_event TO strongroom_auditor;
