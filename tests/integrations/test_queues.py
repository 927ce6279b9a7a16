"""The documented recipes for RQ and Dramatiq, with a real Redis."""

import contextvars
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import dramatiq
import pytest
from docs.blocks import ROOT, blocks
from dramatiq.brokers.redis import RedisBroker
from redis import Redis
from rq import Queue, SimpleWorker

from auditledge import audit
from auditledge.integrations.audit import Audit
from integrations.brokers import redis_server
from integrations.conftest import Recorded

USERS = [f"user_{number}" for number in range(20)]


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


def recipe(line: str) -> ModuleType:
    """The block of the documentation that contains a line, as a module that workers can import from."""
    (code,) = (each.code for each in blocks(ROOT / "docs" / "capture.md") if line in each.code)
    module = ModuleType("recipe")
    exec(code, vars(module))
    return module


def test_rq(redis: str, app_audit: Audit, recorded: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    module = recipe("from rq import")
    monkeypatch.setitem(sys.modules, "recipe", module)
    with Redis.from_url(redis) as connection:
        queue = Queue("shop", connection=connection)
        for user in USERS:
            with audit.context(actor=lambda user=user: {"id": user}, context={"request_id": f"r_{user}"}):
                module.queue_invoice(queue, user)
        queue.enqueue(module.send_invoice, "outside")
        worker = SimpleWorker([queue], connection=connection)
        monkeypatch.setattr(worker, "_install_signal_handlers", lambda: None)  # those of pytest stay
        contextvars.Context().run(worker.work, burst=True)
    events = recorded.all()
    assert [event["resource"]["id"] for event in events] == [*USERS, "outside"]
    for event in events[:-1]:
        assert event["actor"] == {"id": event["resource"]["id"]}
        assert event["context"] == {"request_id": f"r_{event['actor']['id']}"}
    assert events[-1]["actor"]["id"] == "anonymous"


def test_dramatiq(redis: str, app_audit: Audit, recorded: Recorded) -> None:
    broker = RedisBroker(url=redis)
    broker.add_middleware(recipe("import dramatiq").AuditScopes())
    attempts: dict[str, int] = {}

    @dramatiq.actor(broker=broker, max_retries=1, min_backoff=1, max_backoff=1)
    def send_invoice(user: str) -> None:
        attempts[user] = attempts.get(user, 0) + 1
        audit.enqueue({"action": "invoice.sent", "resource": {"type": "invoice", "id": user}})
        if user == USERS[0] and attempts[user] == 1:
            raise LookupError("so that it is tried again")

    for user in USERS:
        with audit.context(actor={"id": user}):
            send_invoice.send(user)
    worker = dramatiq.Worker(broker, worker_timeout=10, worker_threads=4)
    worker.start()
    try:
        broker.join(send_invoice.queue_name, timeout=30_000)
        worker.join()
    finally:
        worker.stop()
        broker.close()
    events = recorded.all()
    assert sorted(event["resource"]["id"] for event in events) == sorted([*USERS, USERS[0]])
    for event in events:
        assert event["actor"] == {"id": event["resource"]["id"]}


def test_a_missing_broker_fails_clearly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with (
        pytest.raises(AssertionError, match=r"apt-get install redis-server.*NOT TESTED"),
        redis_server(tmp_path),
    ):
        pass
