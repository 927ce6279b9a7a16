"""Partitions of processes that have ended."""

import json
import threading
from pathlib import Path

from auditledge.outbox.spool.partition import is_owned, partition_paths
from outbox.support.orphaned_process import leave_events, start_live_process
from outbox.support.scripted_transport import (
    ScriptedTransport,
    enqueue,
    make_outbox,
)


def test_events_of_a_dead_process_are_delivered_by_another(spool: Path) -> None:
    ids = leave_events(spool, 5)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    mine = enqueue(outbox, "a")
    outbox.drain(10)
    assert sorted(transport.stored) == sorted(ids + mine)
    stats = outbox.stats()
    assert (stats.enqueued, stats.adopted, stats.delivered, stats.waiting) == (1, 5, 6, 0)
    outbox.close()
    assert not list(partition_paths(spool))


def test_events_of_a_live_process_are_left_to_it(spool: Path) -> None:
    process, ids = start_live_process(spool, 5)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    outbox.drain(0.5)
    assert transport.stored == []
    assert is_owned(next(partition_paths(spool)))
    process.kill()
    process.communicate()
    outbox.drain(10)
    assert sorted(transport.stored) == sorted(ids)
    outbox.close()


def test_orphan_is_adopted_by_one_process_only(spool: Path) -> None:
    for _ in range(3):
        leave_events(spool, 200)
    transports = [ScriptedTransport() for _ in range(6)]
    outboxes = [make_outbox(spool, transport) for transport in transports]
    threads = [threading.Thread(target=outbox.drain, args=(10,)) for outbox in outboxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [event_id for transport in transports for event_id in transport.stored]
    assert len(taken) == len(set(taken)) == 600
    for outbox in outboxes:
        outbox.close()


def test_partition_of_a_newer_version_is_left_to_it(spool: Path) -> None:
    ids = leave_events(spool, 3)
    (folder,) = partition_paths(spool)
    meta = json.loads((folder / "meta.json").read_bytes())
    (folder / "meta.json").write_text(json.dumps({**meta, "format": 2}))
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.drain(5)
    assert len(transport.stored) == 1
    assert folder.exists()
    (folder / "meta.json").write_bytes(
        b"\0\0\0"
    )  # what a power cut may leave; the records speak for themselves
    outbox.drain(5)
    assert sorted(transport.stored[1:]) == sorted(ids)
    outbox.close()
