"""The shared folder: who owns what, what is taken over, what is left alone, what bounds it."""

from pathlib import Path

import pytest

from auditledge.errors import ConfigurationError, OutboxFullError
from auditledge.outbox.spool.spool import folder_size
from outbox.support.orphaned_process import start_live_process
from outbox.support.scripted_transport import (
    ScriptedTransport,
    enqueue,
    make_outbox,
    unreachable,
)


def test_files_and_folders_are_private(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.flush(0.05)
    found = {path: path.stat().st_mode & 0o777 for path in [spool, *spool.rglob("*")]}
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert len(found) >= 6
    outbox.close(0)


def test_folder_of_something_else_is_rejected(spool: Path) -> None:
    spool.mkdir()
    (spool / "FORMAT").write_text("auditledge-outbox 9\n")
    outbox = make_outbox(spool, ScriptedTransport())
    with pytest.raises(ConfigurationError, match="FORMAT"):
        enqueue(outbox, "a")


def test_maximum_size_is_for_all_processes_together(spool: Path) -> None:
    process, _ = start_live_process(spool, 400)
    bound = folder_size(spool) + 20_000
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=bound, on_full="raise")
    with pytest.raises(OutboxFullError, match="full"):
        enqueue(outbox, *["a"] * 1000)
    assert folder_size(spool) < bound * 1.02
    outbox.close(0)
    process.kill()
    process.communicate()
