"""Ids are UUIDv7 (RFC 9562), and ascend within a process whatever threads, forks and clocks do."""

import itertools
import os
import threading
import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge import contract
from auditledge.contract import ids


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A stopped clock: its only item is the time in nanoseconds. Ids start again from there."""
    now = [1_800_000_000_000_000_000]
    monkeypatch.setattr(ids, "_last", 0)
    monkeypatch.setattr(ids.time, "time_ns", lambda: now[0])
    return now


def parsed(event_id: str) -> uuid.UUID:
    prefix, _, text = event_id.partition("_")
    assert prefix == "evt"
    assert str(uuid.UUID(text)) == text, "not in lower case"
    return uuid.UUID(text)


def test_ids_are_uuids_of_version_7() -> None:
    each = parsed(contract.new_id("evt"))
    assert (each.version, each.variant) == (7, uuid.RFC_4122)


def test_ids_follow_the_contract() -> None:
    event = {"actor": {"id": "u"}, "action": "a", "resource": {"type": "t", "id": "r"}}
    assert contract.schema("EventInput").clean({**event, "id": contract.new_id("evt")})[1] == []


def test_the_first_48_bits_are_the_current_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last", 0)  # another test may have used later times
    before = time.time_ns() // 1_000_000
    milliseconds = parsed(contract.new_id("evt")).int >> 80
    assert before <= milliseconds <= time.time_ns() // 1_000_000 + 1


@given(st.integers(0, 2**48 * 4096 - 1))
def test_every_time_that_fits_gives_a_valid_uuid(ticks: int) -> None:
    each = uuid.UUID(ids._uuid7(ticks))
    assert (each.version, each.variant) == (7, uuid.RFC_4122)
    assert (each.int >> 80, each.int >> 64 & 0xFFF) == divmod(ticks, 4096)


@given(st.lists(st.integers(0, 2**48 * 4096 - 1), unique=True))
def test_uuids_sort_by_their_times(ticks: list[int]) -> None:
    assert sorted(ticks) == sorted(ticks, key=ids._uuid7)


def test_the_last_62_bits_are_random(clock: list[int]) -> None:
    tails = {parsed(contract.new_id("evt")).int & 2**62 - 1 for _ in range(1000)}
    seen = [sum(tail >> bit & 1 for tail in tails) for bit in range(62)]
    assert len(tails) == 1000
    assert all(350 < count < 650 for count in seen)


def test_ids_ascend() -> None:
    made = [contract.new_id("evt") for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_ascend_while_the_clock_is_stopped(clock: list[int]) -> None:
    made = [contract.new_id("evt") for _ in range(10_000)]
    assert made == sorted(set(made))


def test_ids_ascend_when_the_clock_is_set_back(clock: list[int]) -> None:
    first = contract.new_id("evt")
    clock[0] -= 3_600_000_000_000
    assert first < contract.new_id("evt") < contract.new_id("evt")


def test_ids_follow_the_clock_once_it_has_caught_up(clock: list[int]) -> None:
    contract.new_id("evt")
    clock[0] += 1_000_000
    assert parsed(contract.new_id("evt")).int >> 80 == clock[0] // 1_000_000


def test_ids_ascend_in_each_thread_and_differ_between_threads() -> None:
    made: list[list[str]] = [[] for _ in range(8)]
    gate = threading.Barrier(8)

    def make(mine: list[str]) -> None:
        gate.wait()
        mine += (contract.new_id("evt") for _ in range(2_000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    times = [each[:23] for each in itertools.chain(*made)]
    assert len(set(times)) == 16_000, "two threads got the same tick"


def in_child(reader: int, writer: int) -> None:
    """The forked child: make ids, write them to a pipe, and exit without running cleanup."""
    status = 1
    try:
        os.close(reader)
        os.write(writer, "\n".join(contract.new_id("evt") for _ in range(500)).encode())
        status = 0
    finally:
        os._exit(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("locked", [False, True], ids=["at-rest", "while-a-thread-makes-one"])
def test_a_forked_child_continues_with_different_ids(locked: bool) -> None:
    before = contract.new_id("evt")
    reader, writer = os.pipe()
    if locked:
        ids._lock.acquire()
    if (pid := os.fork()) == 0:
        in_child(reader, writer)
    if locked:
        ids._lock.release()
    os.close(writer)
    mine = {contract.new_id("evt") for _ in range(500)}
    with os.fdopen(reader) as pipe:
        theirs = pipe.read().split()
    assert os.waitpid(pid, 0)[1] == 0
    assert theirs == sorted(theirs)
    assert before < theirs[0]
    assert len(theirs) == 500
    assert not {each[-12:] for each in mine} & {each[-12:] for each in theirs}, "random digits of both"
