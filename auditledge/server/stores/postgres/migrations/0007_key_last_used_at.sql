-- A process of version 0.2.0 that still has the ledger open doesn't look at the version of the tables. It reads this
-- column for every request, so now it fails, instead of returning and comparing events without what 0.3.0 added.
ALTER TABLE keys RENAME COLUMN used_at TO last_used_at;
