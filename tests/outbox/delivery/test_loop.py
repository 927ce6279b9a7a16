"""What the delivery loop does between batches."""

import time
from pathlib import Path

import pytest

from auditledge import (
    AuditLedge,
    Outbox,
)
from auditledge.outbox.delivery import loop
from outbox.conftest import EVENT, Harness, wait_until
from outbox.support.orphaned_process import leave_events
from outbox.support.scripted_transport import (
    ScriptedTransport,
    enqueue,
    make_outbox,
    settle,
    unreachable,
)


def test_orphans_are_looked_for_repeatedly(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SCAN_SECONDS", 0.1)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    outbox.flush()
    ids = leave_events(spool, 3)
    deadline = time.monotonic() + 10
    while len(transport.stored) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sorted(transport.stored[1:]) == sorted(ids)
    outbox.close()


def test_flush_waits_for_events_saved_from_a_deleted_spool(spool: Path, quick_retries: None) -> None:
    """They are moved to a place after the one that a flush waits for."""
    transport = ScriptedTransport()
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport)
    loop = outbox._current_engine()._loop
    ids = enqueue(outbox, "a", "b")
    end = loop.end()
    spool.rename(spool.with_name("deleted"))
    wait_until(lambda: loop.end() != end)
    attempts = loop.sender.attempts
    wait_until(lambda: loop.sender.attempts > attempts + 1)
    assert not loop.is_own_settled(end)
    transport.reset()
    settle(outbox)
    assert loop.is_own_settled(end)
    assert transport.stored == ids
    outbox.close()


def test_idle_segment_is_deleted(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SCAN_SECONDS", 0.05)
    outbox = make_outbox(spool, ScriptedTransport())
    enqueue(outbox, "a")
    deadline = time.monotonic() + 10
    while list(spool.glob("p-*/*.seg")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not list(spool.glob("p-*/*.seg"))
    enqueue(outbox, "b")
    assert outbox.flush().waiting == 0
    outbox.close()


def test_events_of_a_replaced_key_are_reported(
    harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outboxes"))
    harness.proxy.fault = "down"
    with AuditLedge("old-key", harness.proxy.url) as old:
        old.enqueue(EVENT)
        left = old.outbox.folder
        old.close(0.1)
    harness.proxy.fault = "none"
    with AuditLedge(harness.key, harness.proxy.url) as new:
        new.enqueue(EVENT)
        assert new.flush(10).waiting == 0
    assert str(left) in caplog.text
    assert len(harness.stored) == 1


def test_internal_error_does_not_end_delivery(
    outbox: Outbox,
    transport: ScriptedTransport,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = "canary-5e1c"

    def broken(*_: object) -> None:
        raise KeyError(secret)

    with monkeypatch.context() as patch:
        patch.setattr("auditledge.outbox.delivery.outcomes.outcome_of_batch", broken)
        patch.setattr("auditledge.outbox.delivery.sender.BatchSender._record_failure", broken)
        ids = enqueue(outbox, "a")
        outbox.flush(0.2)
        assert outbox.stats().trouble == "KeyError"
        assert "in _send_from" in caplog.text
        assert secret not in caplog.text
    settle(outbox)
    assert set(transport.stored) == set(ids)
