"""Databases with the tables of `models`, and what their outbox tables contain."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from server import postgres
from sqlalchemy import Engine, create_engine, delete, event, make_url, select
from sqlalchemy.orm import Session

from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import outbox_table
from integrations.sqlalchemy.models import Base, Other

OUTBOX = outbox_table(Base.metadata)


def with_savepoints(engine: Engine) -> Engine:
    """`engine`, with transactions that begin before a savepoint, unlike those of sqlite3."""
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN")

    return engine


def take(engine: Engine) -> list[dict[str, Any]]:
    """The events in the outbox table, oldest first, which is empty then."""
    with engine.begin() as connection:
        rows = connection.execute(select(OUTBOX.c.event).order_by(OUTBOX.c.id)).scalars().all()
        connection.execute(delete(OUTBOX))
    return [json.loads(row) for row in rows]


def brief(events: list[dict[str, Any]]) -> list[tuple[str, str, dict[str, Any]]]:
    """Action, id and changes of events; changes as pairs."""
    return [
        (
            each["action"],
            each["resource"]["id"],
            {
                field: (change.get("before", ...), change.get("after", ...))
                for field, change in each.get("changes", {}).items()
            },
        )
        for each in events
    ]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.PostgreSQL]:
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    with postgres.private_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with all tables, which are empty."""
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / 'app.db'}"
        else:
            url = stack.enter_context(empty_database(request.getfixturevalue("postgresql")))
        engine = create_engine(url)
        Base.metadata.create_all(engine)
        Other.metadata.create_all(engine)
        engine.dispose()
        yield url


@contextlib.contextmanager
def empty_database(server: postgres.PostgreSQL) -> Iterator[str]:
    """The URL of an empty database in PostgreSQL."""
    with server.database() as plain:
        url = make_url(plain).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
        server.cut(plain)
        with server.admin(plain) as connection:  # the server uses the database again
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
            connection.execute("GRANT ALL ON SCHEMA public TO ledger")


@pytest.fixture
def engine(database_url: str, app_audit: Audit) -> Iterator[Engine]:
    engine = with_savepoints(create_engine(database_url))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
