"""The engines of the ledger, and each engine by itself with the same table, indexes and durability."""

# ruff: noqa: ARG002 - engines need different arguments

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from auditledge.server.calendar_months import month_of
from auditledge.server.stores import migrations
from auditledge.server.stores.models import Event
from auditledge.server.stores.row_codec import id_to_bytes
from auditledge.server.stores.sqlite import schema
from benchmarks import ledger_data as data
from benchmarks import ledger_exports

POSTGRESQL = "AUDITLEDGE_BENCH_POSTGRESQL"
"""The URL of a database whose role can create others. Without it, PostgreSQL is skipped."""

Insert = Callable[[list[Event]], None]


class Engine(Protocol):
    """An engine to measure. `large` is the URL of the full ledger."""

    name: str
    large: str

    def empty(self, name: str) -> str:
        """Create a ledger without events; returns its URL."""
        ...

    def prepare(self, store: Any) -> None:
        """Prepare a ledger for events of all months."""
        ...

    def bytes(self, store: Any) -> int:
        """The bytes of the full ledger on disk."""
        ...

    def raw(self) -> contextlib.AbstractContextManager[Insert]:
        """The fastest way to commit a group of events without a ledger."""
        ...

    def exports(self, url: str, account: int) -> dict[str, Callable[[], int]]:
        """By format, an export of a ledger by the engine itself, which returns its bytes."""
        ...


class SQLite:
    """SQLite files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self.large = f"sqlite:///{self._folder / 'large.db'}"

    def empty(self, name: str) -> str:
        for file in self._folder.glob(f"{name}.db*"):
            file.unlink()
        return f"sqlite:///{self._folder / name}.db"

    def prepare(self, store: Any) -> None:
        pass

    def bytes(self, store: Any) -> int:
        return (self._folder / "large.db").stat().st_size

    @contextlib.contextmanager
    def raw(self) -> Iterator[Insert]:
        path = self.empty("raw").removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 4000"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA cache_size = -65536")
            initial = migrations.load("auditledge.server.stores.sqlite")[0]
            script = initial[initial.index("CREATE TABLE events (") :]
            connection.executescript(script.replace("CREATE INDEX events_time", "--"))

            def insert(events: list[Event]) -> None:
                rows = [(each.sequence, 1, *_numbers(each), *each[7:10]) for each in events]
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
                connection.execute("COMMIT")

            yield insert

    def exports(self, url: str, account: int) -> dict[str, Callable[[], int]]:
        def run(statement: str) -> int:
            base = account << schema.PLACE_BITS
            with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
                return sum(n for (n,) in connection.execute(statement, [base | 1, base | 2**40 - 1]))

        return {name: partial(run, each) for name, each in ledger_exports.sqlite(account).items()}


class PostgreSQL:
    """Databases on one PostgreSQL server, in addition to the given one."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.large = url

    def empty(self, name: str) -> str:
        import psycopg

        with contextlib.closing(psycopg.connect(self.large, autocommit=True)) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE bench_{name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        parts = urlsplit(self.large)
        return urlunsplit(parts._replace(path=f"/bench_{name}")).replace(
            f"{parts.scheme}:/bench", f"{parts.scheme}:///bench"
        )

    def prepare(self, store: Any) -> None:
        """Create partitions for the months of the events; a ledger only creates them for future months."""
        for month in range(month_of(data.END - data.DAYS * 86_400_000_000), month_of(data.END) + 1):
            store._partitions._create(store._writer, month)  # noqa: SLF001

    def bytes(self, store: Any) -> int:
        statement = "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r'"
        ((size,),) = store._writer.execute(f"{statement} AND relnamespace = 'auditledge'::regnamespace")  # noqa: SLF001
        return int(size)

    @contextlib.contextmanager
    def raw(self) -> Iterator[Insert]:
        import psycopg

        with contextlib.closing(psycopg.connect(self.empty("raw"), autocommit=True)) as connection:
            connection.execute("""
                CREATE TABLE events (account integer NOT NULL, id bytea NOT NULL, sequence bigint NOT NULL,
                    timestamp bigint NOT NULL, received_at bigint NOT NULL, organization integer,
                    actor integer NOT NULL, kind integer NOT NULL, resource_id text NOT NULL,
                    resource_name text, metadata text NOT NULL, PRIMARY KEY (account, id));
                CREATE INDEX ON events (account, sequence)""")
            types = ["int4", "bytea", "int8", "int8", "int8", "int4", "int4", "int4", "text", "text", "text"]

            def insert(events: list[Event]) -> None:
                with (
                    connection.cursor() as cursor,
                    cursor.copy("COPY events FROM STDIN (FORMAT BINARY)") as copy,
                ):
                    copy.set_types(types)
                    for each in events:
                        identity, *numbers = _numbers(each)
                        copy.write_row((1, identity, each.sequence, *numbers, *each[7:10]))

            yield insert

    def exports(self, url: str, account: int) -> dict[str, Callable[[], int]]:
        import psycopg

        def run(statement: str) -> int:
            with contextlib.closing(psycopg.connect(url)) as connection:
                connection.execute("SET search_path = auditledge")
                connection.execute(f"SET LOCAL auditledge.account = '{account}'".encode())
                with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
                    return sum(map(len, copy))

        return {name: partial(run, each) for name, each in ledger_exports.postgresql(account).items()}


def engines(folder: Path) -> list[Engine]:
    """The engines that can be measured here."""
    url = os.environ.get(POSTGRESQL)
    return [SQLite(folder), *([PostgreSQL(url)] if url else [])]


def _numbers(event: Event) -> tuple[bytes, int, int, int, int, int]:
    return id_to_bytes(event.id), event.timestamp, event.received_at, 1, 1, 1
