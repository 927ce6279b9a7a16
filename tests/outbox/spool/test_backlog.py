"""Reading what is waiting in a spool without owning it."""

import time
import uuid
from pathlib import Path

import pytest

from auditledge import contract
from auditledge.outbox.spool.backlog import count_records, event_age, read_backlogs, waiting_events
from auditledge.outbox.spool.folder import Folder
from auditledge.outbox.spool.offset import Offset
from auditledge.outbox.spool.records import encode
from outbox.support.orphaned_process import leave_events, start_live_process


def test_backlogs_of_live_and_ended_processes(spool: Path) -> None:
    leave_events(spool, 3)
    process, _ = start_live_process(spool, 2)
    orphaned, live = read_backlogs(spool)
    assert (orphaned.waiting, orphaned.alive, live.waiting, live.alive) == (3, False, 2, True)
    assert live.process == process.pid
    assert 0 <= live.age <= orphaned.age < 60
    process.kill()
    process.communicate()


def test_a_partition_that_can_not_be_read_is_left_out(spool: Path) -> None:
    leave_events(spool, 1)
    (spool / "p-no-folder").touch()
    assert [each.waiting for each in read_backlogs(spool)] == [1]
    assert list(read_backlogs(spool / "missing")) == []


def test_counts_and_events_start_at_the_offset(tmp_path: Path) -> None:
    first, second = encode(b'{"id":1}'), encode(b'{"id":2}')
    (tmp_path / "00000001.seg").write_bytes(first + b"damaged\n" + second)
    (tmp_path / "00000002.seg").write_bytes(second + b"\n" + second[:5])
    assert count_records(Folder(tmp_path), Offset(0, 0)) == {1: 3, 2: 1}
    assert count_records(Folder(tmp_path), Offset(1, len(first))) == {1: 2, 2: 1}
    assert count_records(Folder(tmp_path), Offset(2, 0)) == {2: 1}
    assert list(waiting_events(Folder(tmp_path), Offset(1, len(first)))) == [b'{"id":2}'] * 2


def test_age_is_from_the_id() -> None:
    assert 0 <= event_age(b'{"id":"%s"}' % contract.new_id("evt").encode()) < 5
    hour_ago = uuid.UUID(int=(int(time.time() * 1000) - 3_600_000) << 80)
    assert 3595 < event_age(b'{"id":"evt_%s"}' % str(hour_ago).encode()) < 3605


@pytest.mark.parametrize("event", [b"", b"[]", b"{}", b'{"id":7}', b'{"id":"evt_x"}', b'{"id":"evt_f"}'])
def test_unknown_age_is_zero(event: bytes) -> None:
    assert event_age(event) == 0.0
