"""Notices and counters."""

import logging
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from auditledge.outbox import Notice
from outbox.conftest import EVENT, Harness
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_except,
    enqueue,
    error_response,
    make_outbox,
)

pytestmark = pytest.mark.usefixtures("quick_retries")


def test_callbacks_run_on_the_worker_and_their_errors_are_counted(
    spool: Path, transport: ScriptedTransport
) -> None:

    notices: list[Notice] = []
    threads = set()

    def note(notice: Notice) -> None:
        notices.append(notice)
        threads.add(threading.current_thread().name)
        raise ValueError

    outbox = make_outbox(
        spool, transport, on_delivered=note, on_retry=note, on_dead=note, on_paused=note, max_bytes=1 << 20
    )
    transport.script = [
        lambda _: error_response(503, "unavailable"),
        lambda _: error_response(401, "invalid_api_key"),
    ]
    transport.on_batch = accept_except(bad=(400, "invalid_request"))
    good, bad = enqueue(outbox, "a", "bad")
    while outbox.flush(5).waiting:
        pass
    outbox.close()
    assert [notice.kind for notice in notices] == ["retry", "paused", "dead", "delivered"]
    assert notices[2].ids == (bad,)
    assert notices[3].ids == (good,)
    assert threads == {"auditledge-outbox"}


CANARY = "canary-7d1f"


def test_keys_and_content_are_not_in_logs_notices_or_stats(
    harness: Harness, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[Notice] = []
    callbacks: dict[str, Any] = dict.fromkeys(
        ["on_delivered", "on_retry", "on_dead", "on_paused", "on_damaged"], told.append
    )
    client = harness.client(timeout=0.5, **callbacks)
    secret = {**EVENT, "action": CANARY, "actor": {"id": CANARY}}
    for kind in ("refuse", "down", "busy", "portal", "reset", "none"):
        harness.proxy.fault = kind
        client.enqueue(secret)
        client.flush(0.6)
    harness.proxy.fault = "none"
    taken = client.log(EVENT)["event"]["id"]
    client.enqueue({**secret, "id": taken})
    assert client.flush(10).dead == 1
    harness.server.revoke(harness.key)
    client.enqueue(secret)
    client.flush(2)
    everything = caplog.text + repr(told) + repr(client.outbox.stats()) + repr(client.outbox)
    everything += "".join(path.read_text() for path in harness.spool.glob("p-*/meta.json"))
    assert {notice.kind for notice in told} >= {"delivered", "retry", "dead"}
    assert CANARY not in everything
    assert harness.key not in everything


def test_callback_can_call_the_client(harness: Harness) -> None:
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
