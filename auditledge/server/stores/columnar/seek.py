"""Finding a place deep in what matches, by the timestamps of runs of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditledge.server.stores.columnar.encoding import Positions


class Run(NamedTuple):
    """Some of what matches: how many events, none of which is before `oldest` or after `newest`.

    `read` gives ascending timestamps, and the positions among them of those that match.
    """

    oldest: int
    newest: int
    matches: int
    read: Callable[[], tuple[Sequence[int], Positions]]


def at(place: int, runs: Sequence[Run]) -> tuple[int, int, int]:
    """The timestamp at a place, counted from the oldest; how many are older than it, and how many not newer.

    It is found by bisection, in those runs alone in whose time it may lie: others need not be read.
    """
    lowest = _reaching(place, ((run.oldest, run.matches) for run in runs))
    highest = _reaching(place, ((run.newest, run.matches) for run in runs))
    before = sum(run.matches for run in runs if run.newest < lowest)
    near = [run.read() for run in runs if lowest <= run.newest and run.oldest <= highest]

    def older(timestamp: int) -> int:
        return before + sum(bisect_left(some, bisect_left(times, timestamp)) for times, some in near)

    timestamp = lowest + bisect_right(range(lowest, highest + 1), place, key=older) - 1
    return timestamp, older(timestamp), older(timestamp + 1)


def _reaching(place: int, counts: Iterable[tuple[int, int]]) -> int:
    """The value with which the counts, in its order, are more than a place."""
    for value, count in sorted(counts):
        if place < count:
            return value
        place -= count
    raise IndexError(place)
