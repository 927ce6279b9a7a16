"""Ledger files of SQLite: copied while they are being written, checked, and locked."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.sqlite import schema
from auditledge.server.stores.sqlite.schema import PLACE_BITS

Advance = Callable[[int], None]
"""Called with the number of MiB that are done."""

_PAGES = 1_024  # of a step; each is flushed, so that no large flush delays the commits of the ledger
_LOCK_MS = 1_000  # a reader that is about to finish may take that long

_COUNTS = "SELECT account, count(*) FROM events INDEXED BY events_id GROUP BY account"
_ENDS = f"""
SELECT a.account, a.sequence, (SELECT max(place) FROM events NOT INDEXED WHERE place
    BETWEEN a.account << {PLACE_BITS} AND (a.account << {PLACE_BITS}) + {(1 << PLACE_BITS) - 1})
    - (a.account << {PLACE_BITS})
FROM accounts a"""  # noqa: S608 - our own number


class InUseError(StoreError):
    """A connection has the ledger open."""


class DamagedError(StoreError):
    """The ledger does not hold what it should."""


class Contents(NamedTuple):
    """What a checked ledger contains."""

    accounts: int
    events: int
    bytes: int


def copy_ledger(source: Path, target: Path, advance: Advance) -> None:
    """Copy a ledger as it is now into an empty file, page by page, and flush it to disk.

    Other processes may write meanwhile: the copy is one read transaction, which waits for nobody and is never
    restarted. Raises StoreError if there is no ledger that this version can read, or no space.
    """
    descriptor = os.open(target, os.O_RDWR)

    def flush(_: int, left: int, pages: int) -> None:
        os.fsync(descriptor)
        advance((pages - left) * page_size >> 20)

    try:
        with _opened(source) as live, contextlib.closing(sqlite3.connect(target)) as made:
            (page_size,) = live.execute("PRAGMA page_size").fetchone()
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            live.backup(made, pages=_PAGES, progress=flush)
            made.execute("PRAGMA journal_mode = DELETE")  # a single file, readable on read-only media too
        os.fsync(descriptor)
    except sqlite3.Error as error:
        raise StoreError(f"can't copy {source}: {error}") from None
    finally:
        os.close(descriptor)  # not sooner: closing any descriptor of the file drops SQLite's locks on it


def check_ledger(path: Path) -> Contents:
    """Read a whole ledger, which nobody writes. Returns what it contains. Raises DamagedError, StoreError."""
    with _opened(path) as connection:
        try:
            ((problem, *_), *_) = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if problem != "ok":
                raise DamagedError(f"{path} is damaged: {problem}")
            accounts, events = _count(connection, path)
        except sqlite3.DatabaseError as error:
            raise DamagedError(f"{path} is damaged: {error}") from None
    return Contents(accounts, events, path.stat().st_size)


@contextlib.contextmanager
def lock_exclusively(path: Path) -> Iterator[None]:
    """Lock a ledger for the `with` block, with its write-ahead log merged into its file.

    Raises InUseError if another connection has it open. A file that is not a database is not locked.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(
        sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_LOCK_MS / 1_000)
    ) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise InUseError(f"{path} is in use: stop what serves it first") from None
        yield


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger to read, in a transaction."""
    if not path.is_file():
        raise StoreError(f"there is no ledger {path}")
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN")
            version = schema.version_of(connection)
        except (sqlite3.DatabaseError, StoreError) as error:
            raise StoreError(f"can't read {path}: {error}") from None
        if not version:
            raise StoreError(f"{path} is empty")
        yield connection


def _count(connection: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """Count accounts and events. Raises DamagedError if the ends of sequences disagree with the events."""
    counts: dict[int, int] = dict(connection.execute(_COUNTS).fetchall())
    ends = connection.execute(_ENDS).fetchall()
    for account, sequence, last in ends:
        events = counts.get(account, 0)
        if events > sequence or last not in (None, sequence):
            raise DamagedError(f"{path} is damaged: account {account} counts {sequence} events, not {last}")
    if counts.keys() - {account for account, *_ in ends}:
        raise DamagedError(f"{path} is damaged: it has events of no account")
    return len(ends), sum(counts.values())
