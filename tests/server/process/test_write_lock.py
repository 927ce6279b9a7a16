"""The lock between worker processes: exclusive, and released when its holder dies."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event as ProcessEvent

import pytest

from auditledge.server.process.write_lock import WriteLock

FORK = multiprocessing.get_context("fork")
TURNS = 50


@pytest.fixture
def lock() -> Iterator[WriteLock]:
    made = WriteLock()
    yield made
    made._file.close()


def take_turns(lock: WriteLock, name: bytes, log: int, started: ProcessEvent) -> None:
    started.wait()
    for _ in range(TURNS):
        with lock:
            os.write(log, name)
            time.sleep(0.001)
            os.write(log, name)


def test_one_process_at_a_time_has_it(lock: WriteLock) -> None:
    started = FORK.Event()
    reader, writer = os.pipe()
    processes = [FORK.Process(target=take_turns, args=[lock, name, writer, started]) for name in (b"a", b"b")]
    for process in processes:
        process.start()
    started.set()
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        log = file.read()
    turns = [log[n : n + 2] for n in range(0, len(log), 2)]
    assert all(turn in (b"aa", b"bb") for turn in turns), "each turn is undisturbed"
    assert len(turns) == 2 * TURNS


def hold(lock: WriteLock, held: ProcessEvent) -> None:
    with lock:
        held.set()
        time.sleep(60)


def test_a_process_that_dies_releases_it(lock: WriteLock) -> None:
    held = FORK.Event()
    holder = FORK.Process(target=hold, args=[lock, held])
    holder.start()
    assert held.wait(10)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    waiting = FORK.Process(target=take_turns, args=[lock, b"b", nowhere, held])
    waiting.start()
    os.close(nowhere)
    waiting.join(0.2)
    assert waiting.exitcode is None, "it waits for the lock"
    os.kill(holder.pid or 0, signal.SIGKILL)
    holder.join(10)
    waiting.join(10)
    assert waiting.exitcode == 0
