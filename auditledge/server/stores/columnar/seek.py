"""Find the n-th match by bisection over timestamps, for offsets too deep to walk to."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditledge.server.stores.columnar.encoding import Positions


class Run(NamedTuple):
    """Some of the matches: how many, none of them before `oldest` or after `newest`.

    `read` returns ascending timestamps, and the positions among them of the matches.
    """

    oldest: int
    newest: int
    matches: int
    read: Callable[[], tuple[Sequence[int], Positions]]


class Rank(NamedTuple):
    """A timestamp, how many matches are older than it, and how many are not newer."""

    timestamp: int
    older: int
    not_newer: int


def timestamp_at(index: int, runs: Sequence[Run]) -> Rank:
    """The timestamp of the match with this index, counted from the oldest.

    Only runs that may hold it are read: first their bounds narrow down the timestamp, then bisection.
    """
    lowest = _reaching(index, ((run.oldest, run.matches) for run in runs))
    highest = _reaching(index, ((run.newest, run.matches) for run in runs))
    before = sum(run.matches for run in runs if run.newest < lowest)
    near = [run.read() for run in runs if lowest <= run.newest and run.oldest <= highest]

    def older(timestamp: int) -> int:
        return before + sum(bisect_left(some, bisect_left(times, timestamp)) for times, some in near)

    timestamp = lowest + bisect_right(range(lowest, highest + 1), index, key=older) - 1
    return Rank(timestamp, older(timestamp), older(timestamp + 1))


def _reaching(index: int, counts: Iterable[tuple[int, int]]) -> int:
    """The value at which the counts, summed up in the order of their values, exceed the index."""
    for value, count in sorted(counts):
        if index < count:
            return value
        index -= count
    raise IndexError(index)
