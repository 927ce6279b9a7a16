"""No wait depends on the wall clock, which may jump."""

import ast
import inspect
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import auditledge.outbox
from auditledge import Outbox
from auditledge.errors import OutboxFullError
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from auditledge.outbox.spool import dead_letters, filesystem
from auditledge.outbox.spool.binding import Binding
from auditledge.outbox.spool.dead_letters import DeadLetter, DeadLetters
from outbox.conftest import jump_at_each_call
from outbox.support.scripted_transport import ScriptedTransport, accept_all, enqueue, make_outbox, unreachable

WALL_CLOCK = {"time", "time_ns"}
USES_WALL_CLOCK = {
    "backlog.py": "the age of an event is the time since its id was generated",
    "partition.py": "the age of an unfinished partition is from its modification time",
}
PACKAGE = Path(auditledge.outbox.__file__).parent

jumps = pytest.mark.parametrize("seconds", [-86_400, 86_400])


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_wall_clock_is_only_used_for_ages(module: Path) -> None:
    used = {
        node.attr
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time"
    }
    assert not used & WALL_CLOCK or module.name in USES_WALL_CLOCK


def test_circuit_breaker_uses_the_monotonic_clock() -> None:
    assert inspect.signature(CircuitBreaker).parameters["clock"].default is time.monotonic


@jumps
def test_flush(
    outbox: Outbox, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    def slow(events: list[dict[str, Any]]) -> Any:
        time.sleep(0.3)
        return accept_all(events)

    transport.on_batch = slow
    jump_at_each_call(monkeypatch, seconds)
    enqueue(outbox, "a")
    assert outbox.flush(30).waiting == 0
    transport.on_batch = unreachable
    enqueue(outbox, "a")
    started = time.monotonic()
    assert outbox.flush(0.3).waiting == 1
    assert 0.3 <= time.monotonic() - started < 20


@jumps
def test_blocking_until_there_is_space(
    spool: Path, transport: ScriptedTransport, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    transport.on_batch = unreachable
    outbox = make_outbox(spool, transport, max_bytes=2000, on_full="block", block_seconds=0.4)
    jump_at_each_call(monkeypatch, seconds)
    started = time.monotonic()
    with pytest.raises(OutboxFullError):
        enqueue(outbox, *["a"] * 100)
    assert 0.4 <= time.monotonic() - started < 20
    outbox.close(0)


@jumps
def test_waiting_for_the_lock_of_dead_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr(dead_letters, "_LOCK_SECONDS", 0.4)
    letters = DeadLetters(tmp_path, Binding(None, None), durable=False)
    letters.add([DeadLetter({}, b"{}")])
    (path,) = (tmp_path / "dead").iterdir()
    jump_at_each_call(monkeypatch, seconds)
    with path.open() as file:
        assert filesystem.try_lock(file.fileno())
        started = time.monotonic()
        with pytest.raises(TimeoutError, match="has locked"):
            letters.add([DeadLetter({}, b"{}")])
        assert 0.4 <= time.monotonic() - started < 20
        threading.Timer(0.1, file.close).start()
        letters.add([DeadLetter({}, b"{}")])
