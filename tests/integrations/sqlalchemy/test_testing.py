"""The test kit delivers the outbox tables of the test's databases."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from auditledge.sqlalchemy import start_drainer
from auditledge.testing import Ledger, open_ledger
from integrations.sqlalchemy.models import Base, Tag


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger() as ledger:
        yield ledger


def record(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Tag(id=1, label="kept"))
        session.commit()
        session.add(Tag(id=2, label="lost"))
        session.flush()
        session.rollback()


def test_what_was_committed(engine: Engine, ledger: Ledger) -> None:
    ledger.fail_next(503, times=4)
    record(engine)
    ledger.events.only("tag.created", resource="tag:1")
    with Session(engine) as session:
        session.get_one(Tag, 1).label = "new"
        session.commit()
    ledger.events.one("tag.updated", changes={"label": {"before": "kept", "after": "new"}})


def test_a_database_in_memory(ledger: Ledger) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    record(engine)
    ledger.events.only("tag.created", resource="tag:1")
    engine.dispose()


def test_an_asynchronous_engine(ledger: Ledger, tmp_path: Path) -> None:
    async def main() -> None:
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'app.db'}")
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add(Tag(id=1, label="kept"))
            await session.commit()
        ledger.events.only("tag.created", resource="tag:1")
        await engine.dispose()

    asyncio.run(main())


def test_a_thread_delivers_to_the_ledger_of_each_test(engine: Engine) -> None:
    start_drainer(engine)
    for number in (1, 2):
        with open_ledger() as ledger:
            with Session(engine) as session:
                session.add(Tag(id=number, label="kept"))
                session.commit()
            ledger.events.only("tag.created", resource=f"tag:{number}")
