-- A partition of audit_event for last month, this month and the 24 to come; runs at every start. Nobody has rights
-- on a partition itself, and its own forced row-level security has no policy: the way in is the parent.
DO $$
DECLARE
  month timestamptz;
  partition text;
BEGIN
  FOR month IN
    SELECT generate_series(
      date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month',
      date_trunc('month', now() AT TIME ZONE 'UTC') + interval '24 months',
      interval '1 month') AT TIME ZONE 'UTC'
  LOOP
    partition := 'audit_event_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass('strongroom.' || partition) IS NOT NULL;
    -- A UUIDv7 starts with 48 bits of milliseconds since 1970 (RFC 9562, 5.7).
    EXECUTE format(
      'CREATE TABLE strongroom.%I PARTITION OF strongroom.audit_event FOR VALUES FROM (%L) TO (%L)',
      partition,
      rpad(lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0'), 32, '0')::uuid,
      rpad(lpad(to_hex((extract(epoch FROM (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC')
                        * 1000)::bigint), 12, '0'), 32, '0')::uuid);
    EXECUTE format('ALTER TABLE strongroom.%I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format('ALTER TABLE strongroom.%I FORCE ROW LEVEL SECURITY', partition);
  END LOOP;
END
$$;
