"""What clients make of the outbox: `enqueue`, `flush`, `close`, and `log` that falls back."""

import asyncio
import inspect
import itertools
import json
import logging
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from auditledge import (
    APIConnectionError,
    AsyncAuditLedge,
    AuditLedge,
    ConfigurationError,
    ConflictError,
    Outbox,
    ValidationError,
)
from auditledge.outbox import Notice
from auditledge.outbox.spool import filesystem
from outbox.conftest import EVENT, Harness, wait_until

CANARY = "canary-7d1f"


class Calls:
    """Both clients, called in one way."""

    def __init__(self, kind: str, harness: Harness) -> None:
        self.kind = kind
        self.harness = harness

    def __call__(self, *calls: tuple[Any, ...], **options: Any) -> list[Any]:
        """The results of methods of a client, called one after the other."""
        options = {"outbox": self.harness.spool, "timeout": 5, "retries": 0, **options}
        arguments = (self.harness.key, self.harness.proxy.url)
        if self.kind == "sync":
            with AuditLedge(*arguments, **options) as client:
                return [self._call(client, *call) for call in calls]

        async def run() -> list[Any]:
            results = []
            async with AsyncAuditLedge(*arguments, **options) as client:
                for call in calls:
                    result = self._call(client, *call)
                    results.append(await result if inspect.isawaitable(result) else result)
            return results

        return asyncio.run(run())

    def _call(self, client: Any, name: str, argument: Any, options: dict[str, Any] | None = None) -> Any:
        if name == "proxy":
            self.harness.proxy.fault = argument
            return None
        return getattr(client, name)(argument, **(options or {}))


@pytest.fixture(params=["sync", "async"])
def calls(request: pytest.FixtureRequest, harness: Harness) -> Calls:
    return Calls(request.param, harness)


def test_enqueue_returns_the_id_of_what_will_be_stored(calls: Calls) -> None:
    before = time.time()
    event_id, result, event = None, None, None
    event_id, result = calls(("enqueue", EVENT), ("flush", 10))
    assert result == (result.delivered, 0, 0, None)
    (event,) = calls(("get", event_id))
    assert {name: event[name] for name in EVENT} == EVENT
    assert event["timestamp"] >= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(before))


def test_an_invalid_event_is_refused_at_the_call(calls: Calls) -> None:
    with pytest.raises(ValidationError, match="action"):
        calls(("enqueue", {"actor": {"id": "u"}}))
    assert calls.harness.stored == {}


def test_closing_delivers(calls: Calls) -> None:
    (event_id,) = calls(("enqueue", EVENT))
    assert calls.harness.stored == {event_id: 1}
    assert [path.name for path in calls.harness.spool.iterdir()] == ["FORMAT"]


def test_closing_leaves_what_can_not_be_delivered(calls: Calls) -> None:
    calls.harness.proxy.fault = "hang"
    started = time.monotonic()
    (event_id,) = calls(("enqueue", EVENT))
    assert time.monotonic() - started < 4
    calls.harness.proxy.fault = "clear"
    client = calls.harness.client()
    while not calls.harness.stored:  # the one that was closed may still be letting go
        assert client.outbox.drain(15).waiting == 0
    assert calls.harness.stored == {event_id: 1}


def test_log_falls_back_to_the_outbox_when_the_ledger_is_away(calls: Calls) -> None:
    kinds = ("refuse", "down", "busy", "portal", "drop")
    log = ("log", EVENT, {"on_failure": "enqueue"})
    results = calls(*[each for kind in kinds for each in (("proxy", kind), log)], ("proxy", "clear"))
    results = [result for result in results if result is not None]
    assert [result["success"] for result in results] == [False] * 5
    assert calls.harness.client().outbox.drain(15).waiting == 0
    assert calls.harness.stored == dict.fromkeys((result["event"]["id"] for result in results), 1)


def test_log_keeps_what_it_sent_whatever_becomes_of_the_callers_dict(harness: Harness) -> None:
    """The ledger may have the event though the answer was lost, and takes an id with one content alone."""
    event = {**EVENT, "metadata": {"n": 1}, "actor": {"id": "u"}}

    async def log() -> Any:
        async with AsyncAuditLedge(harness.key, harness.proxy.url, retries=0, outbox=harness.spool) as client:
            task = asyncio.create_task(client.log(event, on_failure="enqueue"))
            await asyncio.to_thread(wait_until, lambda: bool(harness.proxy.passed))
            event["metadata"]["n"] = event["actor"]["id"] = 2
            harness.proxy.fault = "clear"
            result, done = await task, await client.flush(10)
        assert (done.waiting, done.dead) == (0, 0)
        return result

    harness.proxy.fault = "hold"
    result = asyncio.run(log())
    assert result["success"] is False
    assert (result["event"]["metadata"], result["event"]["actor"]) == ({"n": 1}, {"id": "u"})
    assert harness.stored == {result["event"]["id"]: 1}


def test_log_raises_by_default_and_when_the_ledger_refuses(calls: Calls) -> None:
    (good,) = calls(("log", EVENT, {"on_failure": "enqueue"}))
    assert good["success"] is True
    taken = {**EVENT, "id": good["event"]["id"], "action": "other"}
    with pytest.raises(ConflictError):
        calls(("log", taken, {"on_failure": "enqueue"}))
    with pytest.raises(ConfigurationError, match="on_failure"):
        calls(("log", EVENT, {"on_failure": "ignore"}))
    calls.harness.proxy.fault = "refuse"
    with pytest.raises(APIConnectionError):
        calls(("log", EVENT))
    assert calls.harness.client().outbox.stats().waiting == 0


def test_what_is_redacted_never_reaches_the_disk(harness: Harness) -> None:
    harness.proxy.fault = "down"
    client = AuditLedge(harness.key, harness.proxy.url, outbox=harness.spool, redact=["actor.email"])
    client.enqueue({**EVENT, "actor": {"id": "u", "email": CANARY}})
    assert CANARY not in "".join(
        path.read_text("latin-1") for path in harness.spool.rglob("*") if path.is_file()
    )
    client.close(0)


def test_clients_made_by_with_options_share_the_outbox(harness: Harness) -> None:
    client = harness.client()
    other = client.with_options(organization_id="org_9")
    assert other.outbox is client.outbox
    event_id = other.enqueue(EVENT)
    other.close()  # not its own to close
    client.flush()
    assert client.get(event_id)["organization_id"] == "org_9"


def test_neither_keys_nor_content_are_logged_or_told(
    harness: Harness, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[Notice] = []
    callbacks: dict[str, Any] = dict.fromkeys(
        ["on_delivered", "on_retry", "on_dead", "on_paused", "on_damaged"], told.append
    )
    client = harness.client(timeout=0.5, **callbacks)
    secret = {**EVENT, "action": CANARY, "actor": {"id": CANARY}}
    for kind in ("refuse", "down", "busy", "portal", "reset", "clear"):
        harness.proxy.fault = kind
        client.enqueue(secret)
        client.flush(0.6)
    harness.proxy.fault = "clear"
    taken = client.log(EVENT)["event"]["id"]
    client.enqueue({**secret, "id": taken})
    assert client.flush(10).dead == 1
    harness.ledger.revoke(harness.key)
    client.enqueue(secret)
    client.flush(2)
    everything = caplog.text + repr(told) + repr(client.outbox.stats()) + repr(client.outbox)
    everything += "".join(path.read_text() for path in harness.spool.glob("p-*/meta.json"))
    assert {notice.kind for notice in told} >= {"delivered", "retry", "dead"}
    assert CANARY not in everything
    assert harness.key not in everything


def test_threads_share_an_outbox_and_its_flushes(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    flushes = []
    flush = filesystem.flush

    def counted(fd: int) -> None:
        flushes.append(fd)
        flush(fd)

    monkeypatch.setattr(filesystem, "flush", counted)
    client = harness.client(durability="fsync")
    ids: list[list[str]] = [[] for _ in range(8)]

    def enqueue(mine: list[str]) -> None:
        mine += [client.enqueue(EVENT) for _ in range(50)]

    threads = [threading.Thread(target=enqueue, args=(mine,)) for mine in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.flush(20).waiting == 0
    assert harness.stored == dict.fromkeys(itertools.chain(*ids), 1)
    assert len(flushes) < 400
    client.close()


def test_a_callback_may_call_the_client(harness: Harness) -> None:
    seen: list[Any] = []

    def look(_: Notice) -> None:
        seen.append((client.flush(60), client.outbox.stats().delivered))

    client = harness.client(on_delivered=look)
    client.enqueue(EVENT)
    started = time.monotonic()
    client.flush(10)
    client.close()
    assert time.monotonic() - started < 10
    assert seen[0][1] == 1


def test_stats_are_there_after_closing(harness: Harness) -> None:
    client = harness.client()
    client.enqueue(EVENT)
    client.close()
    assert client.outbox.stats().delivered == 1
    client.enqueue(EVENT)
    client.close()
    assert len(harness.stored) == 2


def test_events_of_a_replaced_key_are_told_of(
    harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outboxes"))
    harness.proxy.fault = "down"
    with AuditLedge("old-key", harness.proxy.url) as old:
        old.enqueue(EVENT)
        left = old.outbox.folder
        old.close(0.1)
    harness.proxy.fault = "clear"
    with AuditLedge(harness.key, harness.proxy.url) as new:
        new.enqueue(EVENT)
        assert new.flush(10).waiting == 0
    assert str(left) in caplog.text
    assert len(harness.stored) == 1


def test_a_segment_that_the_disk_does_not_give_back_is_set_aside(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditledge.outbox.spool.segments import SegmentReader

    harness.proxy.fault = "down"
    client = harness.client()
    client.enqueue(EVENT)
    client.flush(0.1)
    client.close(0.1)
    read = SegmentReader.read

    def fail(reader: SegmentReader) -> Any:
        if reader.index == 1:
            raise OSError(5, "Input/output error")
        return read(reader)

    harness.proxy.fault = "clear"
    other = harness.client()
    monkeypatch.setattr(
        "auditledge.outbox.spool.backlog.SegmentReader", type("Reader", (SegmentReader,), {"read": read})
    )
    monkeypatch.setattr(SegmentReader, "read", fail)
    assert other.outbox.drain(10).waiting == 0
    stats = other.outbox.stats()
    assert (stats.adopted, stats.damaged, stats.dead) == (1, 1, 1)
    assert list(harness.spool.glob("p-*/*.unreadable"))
    (note,) = (harness.spool / "damaged").glob("*.ndjson")
    assert json.loads(note.read_text())["file"].endswith("00000001.seg")


def test_an_outbox_can_be_made_before_its_client() -> None:
    outbox = Outbox("somewhere")
    with pytest.raises(ConfigurationError):
        outbox.folder  # noqa: B018
