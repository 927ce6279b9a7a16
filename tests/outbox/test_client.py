"""`enqueue`, `flush`, `close`, and `log(on_failure="enqueue")` of both clients."""

import asyncio
import inspect
import time
from typing import Any

import pytest

from auditledge import (
    APIConnectionError,
    AsyncAuditLedge,
    AuditLedge,
    ConfigurationError,
    ConflictError,
    ValidationError,
)
from outbox.conftest import EVENT, Harness, wait_until

CANARY = "canary-7d1f"


class Calls:
    """Calls either client in the same way."""

    def __init__(self, kind: str, harness: Harness) -> None:
        self.kind = kind
        self.harness = harness

    def __call__(self, *calls: tuple[Any, ...], **options: Any) -> list[Any]:
        """The results of methods of a client, called one after another."""
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


def test_enqueue_returns_the_id_of_the_stored_event(calls: Calls) -> None:
    before = time.time()
    event_id, result, event = None, None, None
    event_id, result = calls(("enqueue", EVENT), ("flush", 10))
    assert result == (result.delivered, 0, 0, None)
    (event,) = calls(("get", event_id))
    assert {name: event[name] for name in EVENT} == EVENT
    assert event["timestamp"] >= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(before))


def test_invalid_event_is_rejected_at_the_call(calls: Calls) -> None:
    with pytest.raises(ValidationError, match="action"):
        calls(("enqueue", {"actor": {"id": "u"}}))
    assert calls.harness.stored == {}


def test_close_delivers(calls: Calls) -> None:
    (event_id,) = calls(("enqueue", EVENT))
    assert calls.harness.stored == {event_id: 1}
    assert list(calls.harness.spool.glob("p-*")) == []


def test_close_leaves_what_can_not_be_delivered(calls: Calls) -> None:
    calls.harness.proxy.fault = "hang"
    started = time.monotonic()
    (event_id,) = calls(("enqueue", EVENT))
    assert time.monotonic() - started < 4
    calls.harness.proxy.fault = "none"
    client = calls.harness.client()
    while not calls.harness.stored:  # the closed client may still own the partition
        assert client.outbox.drain(15).waiting == 0
    assert calls.harness.stored == {event_id: 1}


def test_log_falls_back_to_the_outbox_if_the_ledger_is_unreachable(calls: Calls) -> None:
    kinds = ("refuse", "down", "busy", "portal", "drop")
    log = ("log", EVENT, {"on_failure": "enqueue"})
    results = calls(*[each for kind in kinds for each in (("proxy", kind), log)], ("proxy", "none"))
    results = [result for result in results if result is not None]
    assert [result["success"] for result in results] == [False] * 5
    assert calls.harness.client().outbox.drain(15).waiting == 0
    assert calls.harness.stored == dict.fromkeys((result["event"]["id"] for result in results), 1)


def test_log_enqueues_what_it_sent_even_if_the_dict_changes(harness: Harness) -> None:
    """The ledger may have the event although the response was lost, and an id has one content only."""
    event = {**EVENT, "metadata": {"n": 1}, "actor": {"id": "u"}}

    async def log() -> Any:
        async with AsyncAuditLedge(harness.key, harness.proxy.url, retries=0, outbox=harness.spool) as client:
            task = asyncio.create_task(client.log(event, on_failure="enqueue"))
            await asyncio.to_thread(wait_until, lambda: bool(harness.proxy.forwarded))
            event["metadata"]["n"] = event["actor"]["id"] = 2
            harness.proxy.fault = "none"
            result, done = await task, await client.flush(10)
        assert (done.waiting, done.dead) == (0, 0)
        return result

    harness.proxy.fault = "hold"
    result = asyncio.run(log())
    assert result["success"] is False
    assert (result["event"]["metadata"], result["event"]["actor"]) == ({"n": 1}, {"id": "u"})
    assert harness.stored == {result["event"]["id"]: 1}


def test_log_raises_by_default_and_if_the_ledger_rejects(calls: Calls) -> None:
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


def test_redacted_values_never_reach_the_disk(harness: Harness) -> None:
    harness.proxy.fault = "down"
    client = AuditLedge(harness.key, harness.proxy.url, outbox=harness.spool, redact=["actor.email"])
    client.enqueue({**EVENT, "actor": {"id": "u", "email": CANARY}})
    assert CANARY not in "".join(
        path.read_text("latin-1") for path in harness.spool.rglob("*") if path.is_file()
    )
    client.close(0)


def test_clients_from_with_options_share_the_outbox(harness: Harness) -> None:
    client = harness.client()
    other = client.with_options(organization_id="org_9")
    assert other.outbox is client.outbox
    event_id = other.enqueue(EVENT)
    other.close()  # it does not own the outbox
    client.flush()
    assert client.get(event_id)["organization_id"] == "org_9"
