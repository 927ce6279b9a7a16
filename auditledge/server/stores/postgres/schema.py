"""The tables of the PostgreSQL store, and how a database comes to have them."""

import secrets
from typing import Any

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.postgres.connections import SCHEMA, Connection

LOCK = "SELECT pg_advisory_xact_lock(4705093)"
"""Held by whoever changes tables, until its transaction ends."""

# Text that repeats is a number with a dictionary beside the events, so that a partial match or a search
# reads a small table. Few indexes stand on events: each further one costs more than fsync does.
#
# A head is the end of an account's sequence, and how many events are there: who deletes some has to tell it.
#
# Accounts and keys are the directory, by which an account is found at all. Every other table belongs to its
# account: primary key and indexes begin with it, and row-level security shows a transaction the rows of the
# one account that it has named, or none. Owners are held to that too.
#
# A dictionary's entry is found by a digest of its texts: as a key they may be longer than an index takes.
# COLLATE "C" compares bytes, whatever the locale of the database; folded columns hold str.casefold().
# Events are parted by the time inside their id, so that one id always meets one unique index.
_FIRST = """
CREATE TABLE ledger (
    version integer NOT NULL,
    pepper bytea NOT NULL
);

CREATE TABLE accounts (
    account integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    plan text COLLATE "C" NOT NULL
);

CREATE TABLE keys (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account integer NOT NULL,
    digest bytea NOT NULL UNIQUE,
    prefix text COLLATE "C" NOT NULL,
    organization text COLLATE "C",
    bound boolean NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    revoked_at bigint
);

CREATE TABLE heads (
    account integer PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT 0,
    received_at bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE usage (
    account integer NOT NULL,
    month integer NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (account, month)
) WITH (fillfactor = 50);

CREATE TABLE organizations (
    account integer NOT NULL,
    organization integer NOT NULL,
    digest bytea NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, organization),
    UNIQUE (account, digest)
);
CREATE INDEX organizations_id ON organizations (account, id);

CREATE TABLE actors (
    account integer NOT NULL,
    actor integer NOT NULL,
    digest bytea NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C",
    email text COLLATE "C",
    folded_name text COLLATE "C",
    PRIMARY KEY (account, actor),
    UNIQUE (account, digest)
);
CREATE INDEX actors_id ON actors (account, id);

CREATE TABLE kinds (
    account integer NOT NULL,
    kind integer NOT NULL,
    digest bytea NOT NULL,
    action text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    folded_action text COLLATE "C" NOT NULL,
    folded_type text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, kind),
    UNIQUE (account, digest)
);

CREATE TABLE events (
    account integer NOT NULL,
    id bytea NOT NULL,
    sequence bigint NOT NULL,
    timestamp bigint NOT NULL,
    received_at bigint NOT NULL,
    organization integer,
    actor integer NOT NULL,
    kind integer NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    resource_name text COLLATE "C",
    metadata text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, id)
) PARTITION BY RANGE (id);
CREATE INDEX events_time ON events (account, timestamp, sequence)
    INCLUDE (organization, actor, kind, resource_id);
CREATE TABLE events_other PARTITION OF events DEFAULT;
ALTER TABLE events_other ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DO $$
DECLARE
    owned text;
BEGIN
    FOREACH owned IN ARRAY ARRAY['heads', 'usage', 'organizations', 'actors', 'kinds', 'events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY of_account ON %I USING (account = ('
            'SELECT nullif(current_setting(''auditledge.account'', true), '''')::integer))', owned);
    END LOOP;
END $$;
"""

# By sequence the events are followed. Each account's part of it grows at its end alone: it costs an insert
# some 5 %, where an index in any other order would cost most of the rate once it has outgrown memory.
_SEQUENCE = "CREATE INDEX events_sequence ON events (account, sequence)"

_KEYS_EXPIRE = "ALTER TABLE keys ADD COLUMN expires_at bigint"

# Most events are held a second time, as columns (see columnar/segments.py). A segment covers the account's
# sequences from `first` to `last`, without a gap between one and the next; what lies behind the last is the
# tail, which is read from `events`. Numbers of segments are drawn by lot, and so never used again: processes
# keep what they read of one. With them the order of time and totals are known: rows are read by sequence.
_SEGMENTS = """
CREATE TABLE segments (
    account integer NOT NULL,
    segment bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    events integer NOT NULL,
    oldest bigint NOT NULL,
    newest bigint NOT NULL,
    PRIMARY KEY (account, segment)
);

CREATE TABLE columns (
    account integer NOT NULL,
    segment bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (account, segment, name)
);
ALTER TABLE columns ALTER content SET STORAGE EXTERNAL;

DO $$
DECLARE
    owned text;
BEGIN
    FOREACH owned IN ARRAY ARRAY['segments', 'columns'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', owned);
        EXECUTE format('CREATE POLICY of_account ON %I USING (account = ('
            'SELECT nullif(current_setting(''auditledge.account'', true), '''')::integer))', owned);
    END LOOP;
END $$;

CREATE INDEX actors_email ON actors (account, email);
DROP INDEX events_time;
ALTER TABLE heads DROP COLUMN events;
"""

_MIGRATIONS = (_FIRST, _SEQUENCE, _KEYS_EXPIRE, _SEGMENTS)

VERSION = len(_MIGRATIONS)
"""Of the tables that this program knows."""

_HOLDS_TABLES = f"SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = '{SCHEMA}'::regnamespace)"  # noqa: S608


def prepare(connection: Connection) -> bytes:
    """Bring a database to this version's tables, in one transaction; the pepper.

    Raises StoreError for a schema of something else, or of a later version: an older program must not write
    what it does not understand.
    """
    # Who waits here waits for tables to be made, perhaps for a big table to be changed.
    connection.execute(f"BEGIN; SET LOCAL lock_timeout = 0; {LOCK}".encode())
    try:
        for version in range(_version(connection), len(_MIGRATIONS)):
            connection.execute(_MIGRATIONS[version].encode())
            connection.execute("UPDATE ledger SET version = %s", [version + 1])
        connection.execute(
            "INSERT INTO ledger SELECT %s, %s WHERE NOT EXISTS (SELECT FROM ledger)",
            [len(_MIGRATIONS), secrets.token_bytes(32)],
        )
        pepper = _one(connection, "SELECT pepper FROM ledger")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return bytes(pepper)


def _version(connection: Connection) -> int:
    """The version of the tables; 0 when there are none yet. The schema is made when there is none."""
    if _one(connection, f"SELECT to_regclass('{SCHEMA}.ledger') IS NULL"):
        if _one(connection, f"SELECT to_regnamespace('{SCHEMA}') IS NULL"):
            connection.execute(f"CREATE SCHEMA {SCHEMA}".encode())
        elif _one(connection, _HOLDS_TABLES):
            raise StoreError(f"the database has a schema {SCHEMA} that is not a ledger")
        return 0
    version = _one(connection, "SELECT version FROM ledger")
    if version > len(_MIGRATIONS):
        raise StoreError(
            f"this ledger has version {version}, this program knows {len(_MIGRATIONS)}: upgrade it"
        )
    return int(version)


def _one(connection: Connection, statement: str) -> Any:
    ((value,),) = connection.execute(statement.encode()).fetchall()
    return value
