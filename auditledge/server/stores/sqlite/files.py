"""Ledgers of SQLite as files: copied while they are written, checked, and held alone."""

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
"""Is told how many MiB are done."""

_PAGES = 1_024  # in a step; each is flushed, so that no large flush holds up the commits of the ledger
_ALONE_MS = 1_000  # a reader that is about to leave may take so long

_COUNTS = "SELECT account, count(*) FROM events INDEXED BY events_id GROUP BY account"
_HEADS = f"""
SELECT a.account, a.sequence, (SELECT max(place) FROM events NOT INDEXED WHERE place
    BETWEEN a.account << {PLACE_BITS} AND (a.account << {PLACE_BITS}) + {(1 << PLACE_BITS) - 1})
    - (a.account << {PLACE_BITS})
FROM accounts a"""  # noqa: S608 - a number of ours


class InUseError(StoreError):
    """A ledger that a connection has open."""


class DamagedError(StoreError):
    """A ledger that does not hold what it should."""


class Contents(NamedTuple):
    """What a checked ledger holds."""

    accounts: int
    events: int
    bytes: int


def copy(source: Path, target: Path, advance: Advance) -> None:
    """Copy a ledger as it is now into an empty file, page by page, and flush it.

    Other processes may write meanwhile: it is one read transaction, which waits for nobody and is not begun
    again. Raises StoreError when there is no ledger that this version can read, or no room.
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
            made.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read from anywhere
        os.fsync(descriptor)
    except sqlite3.Error as error:
        raise StoreError(f"can't copy {source}: {error}") from None
    finally:
        os.close(descriptor)  # not sooner: SQLite's locks on the file would go with it


def check(path: Path) -> Contents:
    """Read a whole ledger, which nobody writes, and tell what it holds. Raises DamagedError, StoreError."""
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
def alone(path: Path) -> Iterator[None]:
    """Hold a ledger for the `with` block, its write-ahead log merged into its file.

    Raises InUseError when another connection has it open. What is no database is not held.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(
        sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_ALONE_MS / 1_000)
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
    """A ledger to read from, inside a transaction."""
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
    """How many accounts and events there are. Raises DamagedError where heads tell of other events."""
    counts: dict[int, int] = dict(connection.execute(_COUNTS).fetchall())
    heads = connection.execute(_HEADS).fetchall()
    for account, sequence, last in heads:
        events = counts.get(account, 0)
        if events > sequence or last not in (None, sequence):
            raise DamagedError(f"{path} is damaged: account {account} counts {sequence} events, not {last}")
    if counts.keys() - {account for account, *_ in heads}:
        raise DamagedError(f"{path} is damaged: it has events of no account")
    return len(heads), sum(counts.values())
