"""`Outbox`: its options, and what happens when the spool is full."""

import asyncio
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from auditledge import (
    AsyncAuditLedge,
    ConfigurationError,
    ConflictError,
    Outbox,
)
from auditledge.errors import OutboxFullError
from auditledge.outbox.spool import filesystem
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import SpoolFull
from outbox.conftest import EVENT, Harness
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    enqueue,
    error_response,
    make_event,
    make_outbox,
    unreachable,
)


class Full:
    """An outbox whose spool holds one event more or less, and whose ledger is unreachable for batches."""

    def __init__(self, spool: Path, on_full: str, **options: float) -> None:
        self.transport = ScriptedTransport()
        self.transport.on_batch = unreachable
        self.outbox: Outbox = make_outbox(spool, self.transport, max_bytes=2000, on_full=on_full, **options)
        with suppress(SpoolFull):
            while True:
                self.outbox._store(encode(make_event()))


def test_full_spool_sends_at_once(spool: Path) -> None:
    full = Full(spool, "send")
    ids = enqueue(full.outbox, "now")
    assert full.transport.singles == ids
    assert full.outbox.stats().sent_now == 1
    full.outbox.close(0)


def test_full_spool_raises_if_sending_fails(spool: Path) -> None:
    full = Full(spool, "send")
    full.transport.on_single = lambda _: error_response(503, "unavailable")
    with pytest.raises(OutboxFullError, match="503"):
        enqueue(full.outbox, "now")
    full.transport.on_single = unreachable
    with pytest.raises(OutboxFullError, match="connection"):
        enqueue(full.outbox, "now")
    stats = full.outbox.stats()
    assert stats.enqueued == stats.waiting
    full.outbox.close(0)


def test_full_spool_raises_the_reason_of_a_permanent_rejection(spool: Path) -> None:

    full = Full(spool, "send")
    full.transport.on_single = lambda _: error_response(409, "id_conflict")
    with pytest.raises(ConflictError):
        enqueue(full.outbox, "now")
    full.outbox.close(0)


def test_full_spool_blocks_and_then_raises(spool: Path) -> None:
    full = Full(spool, "block", block_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(OutboxFullError):
        enqueue(full.outbox, "now")
    assert 0.2 <= time.monotonic() - started < 2
    full.outbox.close(0)


def test_full_spool_blocks_until_there_is_space(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=20_000, on_full="block", block_seconds=20)
    threading.Timer(0.3, lambda: setattr(transport, "on_batch", accept_all)).start()
    ids = enqueue(outbox, *["a"] * 500)
    assert outbox.flush(20).waiting == 0
    assert transport.stored == ids
    outbox.close()


def test_full_spool_calls_the_callback(spool: Path) -> None:
    told = []
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=1000, on_full="raise", on_full_spool=told.append)
    with pytest.raises(OutboxFullError):
        enqueue(outbox, *["a"] * 100)
    outbox.flush(0.3)
    assert told[0].kind == "full"
    outbox.close(0)


def test_outbox_belongs_to_one_client(spool: Path) -> None:
    outbox = make_outbox(spool, ScriptedTransport())
    outbox.attach(ScriptedTransport(), spool, {})
    with pytest.raises(ConfigurationError, match="one client"):
        outbox.attach(ScriptedTransport(), spool, {"key": "another"})
    with pytest.raises(ConfigurationError, match="no client yet"):
        Outbox(spool).enqueue_json(make_event())


@pytest.mark.parametrize("options", [{"durability": "none"}, {"on_full": "drop"}, {"max_bytes": 0}])
def test_options_are_checked(options: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        Outbox(**options)  # type: ignore[arg-type]


def test_outbox_can_be_created_before_its_client() -> None:
    outbox = Outbox("somewhere")
    with pytest.raises(ConfigurationError):
        outbox.folder  # noqa: B018


def test_enqueue_does_not_block_the_event_loop(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow disk, in the mode that waits for it."""
    flush = filesystem.flush

    def slow(fd: int) -> None:
        time.sleep(0.2)
        flush(fd)

    async def measure() -> float:
        outbox = Outbox(harness.spool, durability="fsync")
        async with AsyncAuditLedge(harness.key, harness.proxy.url, outbox=outbox) as client:
            await client.enqueue(EVENT)
            monkeypatch.setattr(filesystem, "flush", slow)
            longest, last = 0.0, time.monotonic()
            task = asyncio.gather(*[client.enqueue(EVENT) for _ in range(5)])
            while not task.done():
                await asyncio.sleep(0.005)
                longest, last = max(longest, time.monotonic() - last), time.monotonic()
            monkeypatch.setattr(filesystem, "flush", flush)
            assert (await client.flush(10)).waiting == 0
        return longest

    assert asyncio.run(measure()) < 0.15
    assert len(harness.stored) == 6
