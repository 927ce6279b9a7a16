"""Asynchronous sessions and engines."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import Engine, make_url, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import drain, log_on_commit
from integrations.conftest import Recorded
from integrations.sqlalchemy.conftest import brief, take, with_savepoints
from integrations.sqlalchemy.models import Invoice, Tag

Script = Callable[[AsyncEngine], Awaitable[None]]


@pytest.fixture
def run(database_url: str) -> Callable[[Script], None]:
    """Run a coroutine function with an AsyncEngine."""

    def run(script: Script) -> None:
        async def main() -> None:
            url = make_url(database_url)
            if url.get_backend_name() == "sqlite":
                url = url.set(drivername="sqlite+aiosqlite")
            engine = create_async_engine(url)
            with_savepoints(engine.sync_engine)
            try:
                await script(engine)
            finally:
                await engine.dispose()

        asyncio.run(main())

    return run


def test_a_session(run: Callable[[Script], None], engine: Engine, app_audit: Audit) -> None:
    async def script(aengine: AsyncEngine) -> None:
        async with AsyncSession(aengine) as session:
            with app_audit.context(actor={"id": "alice"}):
                invoice = Invoice(id=7, number="a")
                session.add(invoice)
                await session.commit()
                invoice.status = "open"  # which is expired, and can't be loaded here
                async with session.begin_nested() as savepoint:
                    session.add(Tag(id=1, label="lost"))
                    await session.flush()
                    await savepoint.rollback()
                await session.execute(update(Tag).values(label="none"))
                await session.execute(text("UPDATE invoices SET seen = 1"))
                event = {"action": "sent", "resource": {"type": "report", "id": "1"}}
                await session.run_sync(lambda sync: log_on_commit(event, session=sync))
                await session.commit()
            session.add(Tag(id=2, label="rolled back"))
            await session.flush()
            await session.rollback()

    run(script)
    events = take(engine)
    assert [each["action"] for each in events] == [
        "invoice.created",
        "invoice.updated",
        "invoice.changed_unseen",
        "sent",
    ]
    assert brief(events)[1] == ("invoice.updated", "7", {"status": ("draft", "open")})
    assert {each["actor"]["id"] for each in events} == {"alice"}


def test_tasks_at_once_keep_their_actors(
    run: Callable[[Script], None], engine: Engine, app_audit: Audit
) -> None:
    async def script(aengine: AsyncEngine) -> None:
        async def one(number: int) -> None:
            with app_audit.context(actor={"id": f"user_{number}"}):
                async with AsyncSession(aengine) as session:
                    session.add(Tag(id=number, label="a"))
                    await asyncio.sleep(0)
                    await session.commit()

        for start in range(0, 20, 5):  # the default pool has five connections
            await asyncio.gather(*(one(number) for number in range(start + 1, start + 6)))

    run(script)
    assert all(each["actor"]["id"] == f"user_{each['resource']['id']}" for each in take(engine))


def test_drain_takes_an_asynchronous_engine(
    run: Callable[[Script], None], engine: Engine, recorded: Recorded
) -> None:
    async def script(aengine: AsyncEngine) -> None:
        async with AsyncSession(aengine) as session:
            session.add(Tag(id=1, label="a"))
            await session.commit()
        result = await asyncio.to_thread(drain, aengine)
        assert result.delivered == 1

    run(script)
    assert len(recorded.all()) == 1
