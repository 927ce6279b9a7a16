"""Who owns a partition, while it is created, used and deleted."""

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from auditledge.outbox.spool import partition
from auditledge.outbox.spool.folder import Folder, open_root
from auditledge.outbox.spool.partition import Partition, partition_paths
from outbox.support.scripted_transport import (
    ScriptedTransport,
    enqueue,
    make_outbox,
)


def test_closed_outbox_leaves_no_partition_if_all_is_delivered(spool: Path) -> None:
    outbox = make_outbox(spool, ScriptedTransport())
    enqueue(outbox, "a")
    outbox.close()
    assert [path.name for path in spool.iterdir()] == ["FORMAT"]


def test_incomplete_partitions_do_no_harm(spool: Path) -> None:
    gone = spool / "p-00000000000000000000000000000000"
    gone.mkdir(parents=True)
    new = spool / ".new-1"
    new.mkdir()
    os.utime(new, (0, 0))
    (new / "lock").touch()
    os.utime(new, (0, 0))
    (spool / "p-file").touch()
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.drain(5)
    assert not gone.exists()
    assert not new.exists()
    assert len(transport.stored) == 1
    outbox.close()


def test_partition_without_its_lock_file_is_not_taken(tmp_path: Path) -> None:
    """Between opening the lock file and locking it, another process may have deleted the partition."""
    root = open_root(tmp_path)
    first = Partition.create(root, {}, durable=True)
    first.release()
    adopter = Partition.take_over(root, first.path.name)
    assert adopter is not None
    assert Partition.take_over(root, first.path.name) is None
    adopter.remove()
    assert Partition.take_over(root, first.path.name) is None


def test_partition_that_is_taken_during_creation_is_created_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process is quicker to lock it, and finds nothing in it."""
    create, adopters = partition._create_folder, []

    def slow(root: Folder, meta: Mapping[str, Any], *, durable: bool) -> str:
        name = create(root, meta, durable=durable)
        if not adopters:
            adopters.append(Partition.take_over(root, name))
        return name

    monkeypatch.setattr(partition, "_create_folder", slow)
    mine = Partition.create(open_root(tmp_path), {}, durable=False)
    assert adopters[0] is not None
    assert mine.path != adopters[0].path
    adopters[0].remove()
    assert list(partition_paths(tmp_path)) == [mine.path]
    mine.remove()
    assert list(partition_paths(tmp_path)) == []


@pytest.mark.parametrize("broken", ["flock", "mkdir"])
def test_nothing_is_left_if_no_partition_can_be_created(
    spool: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network file system without locks, for one: events are sent at once, and it does not fill up."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(37, "No locks available")

    spool.mkdir()
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    monkeypatch.setattr(*((fcntl, "flock") if broken == "flock" else (partition, "_write_meta")), fail)
    assert enqueue(outbox, "a", "a") == transport.singles
    assert [path.name for path in spool.iterdir()] == ["FORMAT"]
    monkeypatch.undo()
    enqueue(outbox, "a")
    assert outbox.flush(10).delivered == 1
    outbox.close()
