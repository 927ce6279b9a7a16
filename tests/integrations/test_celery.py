"""Celery with real brokers and workers: each task has the actor of whoever sent it."""

import contextlib
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from conftest import ServedLedger

from auditledge import AuditLedge, ConfigurationError
from auditledge.celery import audit, install
from auditledge.integrations.audit import Audit
from auditledge.integrations.context import EMPTY, current_scope
from integrations.brokers import rabbitmq_server, redis_server
from integrations.conftest import Recorded

APPS = Path(__file__).parent / "apps"
USERS = 20


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="module")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with rabbitmq_server(tmp_path_factory.mktemp("rabbitmq")) as url:
        yield url


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, app_audit: Audit) -> Iterator[Any]:
    """The module of the application, as a web process imports it."""
    monkeypatch.setenv("BROKER", "memory://")
    monkeypatch.syspath_prepend(str(APPS))
    import celery_shop

    yield celery_shop
    del sys.modules["celery_shop"]


@contextlib.contextmanager
def worker(*options: str, **variables: str) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "celery_shop", "worker", "--loglevel", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat", *options]
    with subprocess.Popen(
        command,
        cwd=APPS,
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield
        finally:
            process.terminate()
            _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors, errors


def events_of(reader: AuditLedge, count: int) -> list[dict[str, Any]]:
    """The events, as soon as there are as many as there should be."""
    deadline = time.monotonic() + 60
    while reader.query({"limit": 1})["total"] < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return [dict(event) for event in reader.iter_events()]


@pytest.mark.parametrize(
    ("broker", "options"),
    [
        ("redis", ["--pool", "prefork", "--concurrency", "2"]),
        ("redis", ["--pool", "threads", "--concurrency", "4"]),
        ("redis", ["--pool", "gevent", "--concurrency", "8"]),
        ("rabbitmq", ["--pool", "prefork", "--concurrency", "2"]),
    ],
    ids=["redis-prefork", "redis-threads", "redis-gevent", "rabbitmq-prefork"],
)
def test_tasks_have_the_actor_of_whoever_sent_them(
    broker: str,
    options: list[str],
    request: pytest.FixtureRequest,
    shop: Any,
    ledger: ServedLedger,
    tmp_path: Path,
) -> None:
    account = f"celery-{broker}-{options[1]}"
    key = ledger.new_key(account)
    variables = {
        "AUDITLEDGE_API_KEY": key,
        "AUDITLEDGE_BASE_URL": ledger.url,
        "AUDITLEDGE_OUTBOX": str(tmp_path / "outbox"),
        "BROKER": request.getfixturevalue(broker),
        "QUEUE": account,
    }
    shop.app.conf.update(broker_url=variables["BROKER"], task_default_queue=account)
    tasks = {"plain": 1, "retried": 3, "chain": 2}
    with worker(*options, **variables):
        for number in range(USERS * len(tasks)):
            user, name = f"user_{number % USERS}", list(tasks)[number // USERS]
            with audit.context(actor=lambda user=user: {"id": user}, context={"request_id": f"r{number}"}):
                shop.binding.delay(user)
                if name == "chain":
                    (shop.plain.s(user) | shop.linked.s()).delay()
                else:
                    getattr(shop, name).delay(user)
        shop.plain.delay("celery:celery_shop.plain")
        with AuditLedge(key, base_url=ledger.url) as reader:
            events = events_of(reader, USERS * sum(tasks.values()) + 1)
    shop.app.close()
    for event in events:
        assert event["actor"]["id"] == event["metadata"]["for"]
    by_task = [event for event in events if event["actor"].get("type") == "system"]
    assert [event["actor"]["id"] for event in by_task] == ["celery:celery_shop.plain"]
    counts = Counter(event["context"]["request_id"] for event in events if event not in by_task)
    assert counts == {f"r{number}": list(tasks.values())[number // USERS] for number in range(USERS * 3)}


def test_tasks_of_beat_are_the_systems(redis: str, ledger: ServedLedger, tmp_path: Path) -> None:
    key = ledger.new_key("celery-beat")
    variables = {
        "AUDITLEDGE_API_KEY": key,
        "AUDITLEDGE_BASE_URL": ledger.url,
        "AUDITLEDGE_OUTBOX": str(tmp_path / "outbox"),
        "BROKER": redis,
        "QUEUE": "beat",
    }
    options = ["--pool", "threads", "--beat", "--schedule", str(tmp_path / "schedule")]
    with worker(*options, **variables), AuditLedge(key, base_url=ledger.url) as reader:
        events = events_of(reader, 2)
    for event in events:
        assert event["actor"] == {"id": "celery:celery_shop.nightly", "type": "system"}


def test_eager_tasks_run_in_the_current_scope(shop: Any, recorded: Recorded) -> None:
    with audit.context(actor={"id": "alice"}, organization_id="org_1"):
        shop.plain.apply(["alice"])
        shop.binding.apply(["alice"])
        assert current_scope().actor == {"id": "alice"}, "what a task binds ends with it"
    shop.plain.apply(["celery:celery_shop.plain"])
    first, second = recorded.all()
    assert (first["actor"], first["organization_id"]) == ({"id": "alice"}, "org_1")
    assert second["actor"] == {"id": "celery:celery_shop.plain", "type": "system"}
    assert current_scope() == EMPTY


def test_the_scope_of_a_failed_task_ends(shop: Any) -> None:
    @shop.app.task
    def failing() -> None:
        raise LookupError

    for _ in range(2):
        assert failing.apply().state == "FAILURE"
    assert current_scope() == EMPTY


def test_a_header_that_was_set_explicitly_is_kept(shop: Any) -> None:
    with audit.context(actor={"id": "bob"}):
        carrier = audit.propagate()
    seen: list[Any] = []
    from celery.signals import before_task_publish

    def look(headers: dict[str, Any], **_: Any) -> None:
        seen.append(headers.get("auditledge"))

    before_task_publish.connect(look)
    try:
        with audit.context(actor={"id": "alice"}):
            shop.plain.apply_async(["bob"], headers=carrier)
        shop.plain.delay("nobody")
    finally:
        before_task_publish.disconnect(look)
    assert seen == [carrier["auditledge"], None]


def test_a_wrong_setting_is_reported_at_startup(app_audit: Audit) -> None:
    message = "retires is not a setting of Auditledge: did you mean retries"
    with pytest.raises(ConfigurationError, match=message):
        install(Celery("shop", set_as_current=False), retires=2)


def test_installing_waits_for_the_settings_of_django(app_audit: Audit) -> None:
    """Django's are loaded after the module that creates the Celery application."""
    install(Celery("shop", set_as_current=False), audit=Audit())


def test_a_worker_without_valid_settings_ends() -> None:
    command = [sys.executable, "-m", "celery", "-A", "celery_shop", "worker", "--pool", "solo"]
    environment = os.environ | {"BROKER": "memory://", "AUDITLEDGE_BASE_URL": "ftp://audit.example.com"}
    done = subprocess.run(
        command, cwd=APPS, env=environment, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "auditledge: api_key is required" in done.stderr
