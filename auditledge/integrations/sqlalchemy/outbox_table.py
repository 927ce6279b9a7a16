"""The outbox table: events that are stored in the transaction of the changes that they describe."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.pool import NullPool

from auditledge.errors import ConfigurationError
from auditledge.integrations.drainer import DeadEvent, PendingEvent

TABLE_NAME = "auditledge_outbox"
_LOCKS_ROWS = frozenset({"postgresql", "mysql", "mariadb", "oracle"})
"""Databases with FOR UPDATE SKIP LOCKED."""


def outbox_table(metadata: MetaData, *, name: str = TABLE_NAME, schema: str | None = None) -> Table:
    """The outbox table of `metadata`, which is added to it unless it is there.

    Create it as you create your own tables: `metadata.create_all(engine)`, or a migration, which
    `alembic revision --autogenerate` writes. `schema` is that of `metadata` by default.
    """
    key = f"{schema or metadata.schema}.{name}" if schema or metadata.schema else name
    if key in metadata.tables:
        return metadata.tables[key]
    return Table(
        name,
        metadata,
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
        Column("event", Text, nullable=False, comment="JSON, as it will be sent"),
        Column("rejected", Text, comment="why the ledger rejected it permanently"),
        schema=schema,
        comment="Events of the audit log that are waiting for delivery",
        sqlite_autoincrement=True,  # an id is never used again
    )


def store(connection: Connection, table: Table, events: Iterable[bytes]) -> None:
    """Add events to the table, in the connection's transaction."""
    connection.execute(insert(table), [{"event": content.decode()} for content in events])


class SQLAlchemyOutboxTable:
    """What the drainer sees of the table: an `OutboxTable`. `engine` is a synchronous engine.

    It has connections of its own, which are closed after each batch.
    """

    def __init__(self, engine: Engine, table: Table) -> None:
        self._engine = engine
        self._table = table
        self._locks_rows = engine.dialect.name in _LOCKS_ROWS

    @contextmanager
    def claim(self, after: int, max_events: int) -> Iterator["_Claim"]:
        """Claim the oldest pending events, as `OutboxTable.claim` says."""
        query = self._pending(after, max_events)
        if self._locks_rows:
            with self._engine.begin() as connection:
                events = _events(connection, query.with_for_update(skip_locked=True))
                yield _Claim(events, self._table, connection)
            return
        # Without row locks, a transaction that stays open while events are sent would stop all writers.
        with self._engine.connect() as connection:
            events = _events(connection, query)
        claim = _Claim(events, self._table, None)
        yield claim
        with self._engine.begin() as connection:
            claim.write(connection)

    def waiting(self) -> int:
        """How many events are pending."""
        query = select(func.count()).select_from(self._table).where(self._table.c.rejected.is_(None))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _pending(self, after: int, max_events: int) -> "Select[*tuple[Any, ...]]":
        columns = self._table.c
        return (
            select(columns.id, columns.event)
            .where(columns.rejected.is_(None), columns.id > after)
            .order_by(columns.id)
            .limit(max_events)
        )


class _Claim:
    """Claimed events. With a connection, they are locked until its transaction ends."""

    def __init__(self, events: Sequence[PendingEvent], table: Table, connection: Connection | None) -> None:
        self.events = events
        self._table = table
        self._connection = connection
        self._delivered: Sequence[int] = ()
        self._dead: Sequence[DeadEvent] = ()

    def settle(self, delivered: Sequence[int], dead: Sequence[DeadEvent]) -> None:
        """Delete what was delivered, and mark what was rejected."""
        self._delivered, self._dead = delivered, dead
        if self._connection is not None:
            self.write(self._connection)

    def write(self, connection: Connection) -> None:
        """Write what was settled."""
        columns = self._table.c
        if self._delivered:
            connection.execute(
                delete(self._table).where(columns.id == bindparam("key")),
                [{"key": key} for key in self._delivered],
            )
        if self._dead:
            connection.execute(
                update(self._table)
                .where(columns.id == bindparam("key"))
                .values(rejected=bindparam("reason")),
                [{"key": each.key, "reason": each.reason} for each in self._dead],
            )


def _events(connection: Connection, query: "Select[*tuple[Any, ...]]") -> list[PendingEvent]:
    return [PendingEvent(row.id, row.event.encode()) for row in connection.execute(query)]


_SYNCHRONOUS_DRIVERS = {
    "aiosqlite": "pysqlite",
    "asyncpg": "psycopg",
    "asyncmy": "pymysql",
    "aiomysql": "pymysql",
}


def own_engine(engine: object) -> Engine:
    """A synchronous engine for the same database, with connections of its own.

    `engine` is an Engine, which they are made like, or an AsyncEngine, of which only the URL counts. Raises
    ConfigurationError for anything else, and for a database in memory, which other connections can't see.
    """
    original = sync_engine_of(engine)
    url = original.url
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise ConfigurationError("a database in memory can't be drained by another thread: use a file")
    if not original.dialect.is_async:
        return create_engine(url, pool=original.pool.recreate())
    driver = _SYNCHRONOUS_DRIVERS.get(url.get_driver_name())
    if driver is not None:
        url = url.set(drivername=f"{url.get_backend_name()}+{driver}")
    return create_engine(url, poolclass=NullPool)


def sync_engine_of(engine: object) -> Engine:
    """The Engine of an Engine or AsyncEngine. Raises ConfigurationError for anything else."""
    found = getattr(engine, "sync_engine", engine)
    if not isinstance(found, Engine):
        raise ConfigurationError("engine must be an Engine or AsyncEngine of SQLAlchemy")
    return found
