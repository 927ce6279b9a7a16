-- Text that repeats is stored once, in a table of interned values (organizations, actors, kinds), and an
-- event holds its number: a partial match then reads a small table. Every further index on events costs more
-- than fsync does. Folded columns hold Python's str.casefold(), because SQLite folds ASCII alone.
--
-- events.place is account << 40 | sequence: the table is clustered by account, in order of receipt.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    account INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL,
    sequence INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE usage (
    account INTEGER NOT NULL,
    month INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (account, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
    key INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    organization TEXT,
    bound INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE TABLE organizations (
    organization INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (account, id)
) STRICT;

-- A renamed actor is a new row: an event keeps the name that it was sent with. The index can't be UNIQUE,
-- as NULL (not given) is never equal to NULL there; the single writer looks before it inserts.
CREATE TABLE actors (
    actor INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    email TEXT,
    folded_name TEXT
) STRICT;
CREATE INDEX actors_identity ON actors (account, id, name, email);

CREATE TABLE kinds (
    kind INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    action TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    folded_action TEXT NOT NULL,
    folded_type TEXT NOT NULL,
    UNIQUE (account, action, resource_type)
) STRICT;

CREATE TABLE events (
    place INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    id BLOB NOT NULL,
    timestamp INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    organization INTEGER,
    actor INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    resource_name TEXT,
    metadata TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_id ON events (account, id);
CREATE INDEX events_time ON events (account, timestamp);
