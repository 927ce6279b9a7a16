"""Reading a partition, also from a disk that fails."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from auditledge import (
    Outbox,
)
from outbox.conftest import EVENT, Harness
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    check_sums,
    enqueue,
    error_response,
    make_outbox,
    settle,
)

pytestmark = pytest.mark.usefixtures("quick_retries")


def test_unreadable_segment_is_quarantined(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
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

    harness.proxy.fault = "none"
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


def test_last_event_of_a_segment_that_fails_is_moved_to_the_end(
    spool: Path, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise, the segments after it would wait for it, and fill the spool."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return error_response(500, "internal_error") if poisoned else accept_all(events)

    transport.on_batch = crash
    monkeypatch.setattr("auditledge.outbox.outbox.SEGMENT_BYTES", 1000)
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, *["a"] * 10, "poison")
    for _ in range(20):
        ids += enqueue(outbox, *["a"] * 10)
        outbox.flush(0.1)
        check_sums(outbox)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored) == ids[:10] + ids[11:]
    assert len(list(spool.glob("p-*/*.seg"))) <= 2
    transport.on_batch = accept_all
    settle(outbox)
    assert outbox.stats().enqueued == outbox.stats().delivered == 211
    outbox.close()


def test_event_that_always_fails_does_not_block_others(outbox: Outbox, transport: ScriptedTransport) -> None:
    """The server fails for one event: it is retried forever, and the others pass it."""

    def crash(events: list[dict[str, Any]]) -> Any:
        poisoned = any(each["action"] == "poison" for each in events)
        return error_response(500, "internal_error") if poisoned else accept_all(events)

    transport.on_batch = crash
    ids = enqueue(outbox, "poison", *["a"] * 1200)
    deadline = time.monotonic() + 10
    while outbox.stats().waiting > 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored) == ids[1:]
    assert outbox.stats().waiting == 1
    transport.on_batch = accept_all
    settle(outbox)
    assert transport.stored[-1] == ids[0]
