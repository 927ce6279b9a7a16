-- What was added to events. Most events have none of it: their columns are NULL. `outcome` is a number; `details`
-- is JSON with the members that are not columns (see row_codec.py).
ALTER TABLE events ADD COLUMN actor_type INTEGER;
ALTER TABLE events ADD COLUMN on_behalf_of INTEGER;
ALTER TABLE events ADD COLUMN outcome INTEGER;
ALTER TABLE events ADD COLUMN ip INTEGER;
ALTER TABLE events ADD COLUMN changes TEXT;
ALTER TABLE events ADD COLUMN details TEXT;

CREATE TABLE actor_types (
    actor_type INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (account, name)
) STRICT;
CREATE INDEX actor_types_numbers ON actor_types (account);

CREATE TABLE on_behalf_of (
    on_behalf_of INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    email TEXT,
    type TEXT,
    folded_name TEXT
) STRICT;
CREATE INDEX on_behalf_of_identity ON on_behalf_of (account, id, name, email, type);
CREATE INDEX on_behalf_of_numbers ON on_behalf_of (account);

CREATE TABLE ips (
    ip INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    address TEXT NOT NULL,
    UNIQUE (account, address)
) STRICT;
CREATE INDEX ips_numbers ON ips (account);

-- A process of an earlier version that still has the ledger open would compact events without the new columns.
-- It doesn't set `format`, so it can't.
ALTER TABLE segments ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
CREATE TRIGGER segments_format BEFORE INSERT ON segments WHEN NEW.format = 1 BEGIN
    SELECT RAISE(ABORT, 'this ledger was migrated by a later version of auditledge');
END;
