"""Dead letters."""

from pathlib import Path

import pytest

from auditledge import Outbox
from auditledge.outbox import Notice
from auditledge.outbox.spool.dead_letters import dead_letter_files, read_dead_letters
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_except,
    dead_letters,
    enqueue,
    error_response,
    make_outbox,
    settle,
)

pytestmark = pytest.mark.usefixtures("quick_retries")


def test_event_waits_if_its_dead_letter_can_not_be_written(
    outbox: Outbox, transport: ScriptedTransport, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport.on_batch = accept_except(bad=(400, "invalid_request"))
    spool.mkdir()
    (spool / "dead").write_text("in the way")
    enqueue(outbox, "bad")
    outbox.flush(0.1)
    assert outbox.stats().waiting == 1
    (spool / "dead").unlink()
    settle(outbox)
    assert len(dead_letters(spool)) == 1


def test_invalid_events_become_dead_letters_once(spool: Path, transport: ScriptedTransport) -> None:
    """A record may be whole and hold something else."""
    told: list[Notice] = []
    outbox = make_outbox(spool, transport, on_dead=told.append)
    transport.send_batch = lambda events: error_response(400, "invalid_json")  # type: ignore[method-assign]
    transport.send_single = lambda event: error_response(400, "invalid_json")  # type: ignore[method-assign]
    for junk in (b"no JSON", b"[1]", b'{"x":1}', b"", b"[" * 100_000):
        outbox.enqueue_json(junk)
    settle(outbox)
    assert [notice.ids for notice in told] == [("",)] * 5
    assert (
        sum(1 for path in dead_letter_files(spool) for _ in read_dead_letters(path))
        == outbox.stats().dead
        == 5
    )
    outbox.close()
