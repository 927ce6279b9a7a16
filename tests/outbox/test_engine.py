"""Flushing, closing and counting."""

import itertools
import threading
import time

import pytest

from auditledge import Outbox
from auditledge.outbox.spool import filesystem
from outbox.conftest import EVENT, Harness
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    enqueue,
    unreachable,
)

pytestmark = pytest.mark.usefixtures("quick_retries")


def test_flush_returns_what_is_waiting(outbox: Outbox, transport: ScriptedTransport) -> None:
    transport.on_batch = unreachable
    enqueue(outbox, "a", "a")
    started = time.monotonic()
    assert outbox.flush(0.3) == (0, 2, 0, None)
    assert 0.25 < time.monotonic() - started < 1
    transport.on_batch = accept_all
    assert outbox.flush(5) == (2, 0, 0, None)


def test_stats_are_available_after_close(harness: Harness) -> None:
    client = harness.client()
    client.enqueue(EVENT)
    client.close()
    assert client.outbox.stats().delivered == 1
    client.enqueue(EVENT)
    client.close()
    assert len(harness.stored) == 2


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
