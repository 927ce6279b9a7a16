ALTER TABLE keys ADD COLUMN expires_at bigint;
