"""The tables of the SQLite store, and how a database comes to have them."""

import secrets
import sqlite3

from auditledge.server.stores.errors import StoreError

_APPLICATION_ID = 0x41_4C_45_44  # "ALED", in the header of every ledger file

PLACE_BITS = 40
"""An event's place is `account << 40 | sequence`: the table is clustered by account, in order of receipt."""

# Text that repeats is a number with a dictionary beside the events, so that a partial match or a search
# reads a small table. Only two indexes stand on events: each further one costs more than fsync does.
# Folded columns hold str.casefold(): SQLite's own case rules end at ASCII.
_FIRST = """
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
"""

# Most events are held a second time, as columns (see columnar/segments.py). A segment covers the account's
# sequences from `first` to `last`, without a gap between one and the next; what lies behind the last is the
# tail, which is read from `events`. Numbers of segments are never used again: processes keep what they read
# of one.
_SEGMENTS = """
CREATE TABLE segments (
    segment INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    events INTEGER NOT NULL,
    oldest INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    UNIQUE (account, last)
) STRICT;

CREATE TABLE columns (
    segment INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (segment, name)
) STRICT;

-- A part of a name is looked for in all the account's names: here they lie side by side.
CREATE INDEX actors_names ON actors (account, folded_name);
CREATE INDEX actors_emails ON actors (account, email);
"""

_KEYS_EXPIRE = "ALTER TABLE keys ADD COLUMN expires_at INTEGER;"

# The order of time is that of the segments and of the few rows behind them; rows are read by sequence alone.
_BY_SEQUENCE = "DROP INDEX events_time;"

_MIGRATIONS = (_FIRST, _SEGMENTS, _KEYS_EXPIRE, _BY_SEQUENCE)


def prepare(connection: sqlite3.Connection) -> None:
    """Bring a database to this version's tables, in one transaction.

    Raises StoreError for a database of something else, or of a later version: an older program must not
    write what it does not understand.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(version_of(connection), len(_MIGRATIONS)):
            _run(connection, _MIGRATIONS[version])
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute("INSERT OR IGNORE INTO settings VALUES ('pepper', ?)", (secrets.token_bytes(32),))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a ledger's tables; 0 when there are none yet.

    Raises StoreError for a database of something else, or of a later version.
    """
    application, version = _number(connection, "application_id"), _number(connection, "user_version")
    if application != _APPLICATION_ID and _holds_tables(connection):
        raise StoreError("this is a database, but not a ledger")
    if version > len(_MIGRATIONS):
        raise StoreError(
            f"this ledger has version {version}, this program knows {len(_MIGRATIONS)}: upgrade it"
        )
    return version


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables are of this version."""
    return _number(connection, "user_version") == len(_MIGRATIONS)


def _holds_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is not None


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _run(connection: sqlite3.Connection, script: str) -> None:
    # Not executescript(), which would commit the transaction that this stands in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
