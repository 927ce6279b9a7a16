"""Writing records, also to a disk that fails and a spool that is deleted."""

import json
import shutil
import threading
import time
from pathlib import Path

import pytest

from auditledge.errors import OutboxFullError
from auditledge.outbox.spool import filesystem
from outbox.conftest import wait_until
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_all,
    enqueue,
    make_outbox,
    unreachable,
)


def test_segments_are_readable_as_json(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, "a", "b")
    (segment,) = spool.glob("p-*/*.seg")
    assert [json.loads(line)["event"]["id"] for line in segment.read_text().splitlines()] == ids
    outbox.close(0)


def test_open_segments_of_a_deleted_spool_are_saved(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is the segment that is being sent and the one that is being written."""
    monkeypatch.setattr("auditledge.outbox.outbox.SEGMENT_BYTES", 1000)
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, *["a"] * 30)
    outbox.flush(0.1)
    segments = [segment.read_text() for segment in sorted(spool.glob("p-*/*.seg"))]
    assert len(segments) > 3
    shutil.rmtree(spool)
    wait_until(lambda: bool(list(spool.glob("p-*/*.seg"))))
    transport.on_batch = accept_all
    assert outbox.flush(10).waiting == 0
    assert transport.stored == [each for each in ids if each in segments[0] or each in segments[-1]]
    stats = outbox.stats()
    assert (stats.delivered, stats.dead, stats.damaged) == (
        len(transport.stored),
        *[30 - len(transport.stored)] * 2,
    )
    outbox.close()


def test_failed_flush_is_reported_to_all_events_it_covers(
    spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next flush says that all is well, though the system may have forgotten what it could not write."""
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, durability="fsync", on_full="raise")
    enqueue(outbox, "a")
    failing = iter([5])
    flush = filesystem.flush

    def fail_once(fd: int) -> None:
        if next(failing, None):
            time.sleep(0.2)  # the others have written, and wait
            raise OSError(5, "Input/output error")
        flush(fd)

    monkeypatch.setattr(filesystem, "flush", fail_once)
    results: list[str] = []

    def try_enqueue() -> None:
        try:
            results.extend(enqueue(outbox, "a"))
        except OutboxFullError as error:
            results.append(str(error))

    threads = [threading.Thread(target=try_enqueue) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["Input/output error" in result for result in results] == [True] * 3
    enqueue(outbox, "a")
    assert len(list(spool.glob("p-*/*.seg"))) == 2
    transport.on_batch = accept_all
    assert outbox.flush(10).waiting == 0
    outbox.close()
