"""Counting the matches of a search by a field, or by time: segment by segment, and the tail's rows.

As in other column stores, what is counted is codes: the texts of the groups are read for the largest alone.
"""

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple, Protocol

from auditledge.contract.mismatch import check_names
from auditledge.server.stores.columnar.encoding import Positions, pack, unpack
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.segments import Segment
from auditledge.server.stores.columnar.source import SearchRow
from auditledge.server.stores.columnar.value_groups import ValueGroups
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.interning import ACTOR_TYPES, ACTORS, IPS, KINDS, ORGANIZATIONS, InternTable
from auditledge.server.stores.models import GROUP_DIMENSIONS, Bucket

MAX_BUCKETS = 10_000


class Dimension(NamedTuple):
    """A field that events are counted by.

    `key` is the dimension of a segment, and the field of a SearchRow, that has a number for each value: of an
    interned value, of which `column` is counted by and `labels` describe it, or of an outcome.
    """

    key: str
    table: InternTable | None = None
    column: str = ""
    labels: tuple[str, ...] = ()


DIMENSIONS = {
    "action": Dimension("kind", KINDS, "action"),
    "actor_id": Dimension("actor", ACTORS, "id", ("name", "email")),
    "actor_type": Dimension("actor_type", ACTOR_TYPES, "name"),
    "ip": Dimension("ip", IPS, "address"),
    "organization_id": Dimension("organization", ORGANIZATIONS, "id"),
    "outcome": Dimension("outcome"),
    "resource_type": Dimension("kind", KINDS, "resource_type"),
}
check_names("GROUP_DIMENSIONS", GROUP_DIMENSIONS, DIMENSIONS, file=__file__)


class Aggregation(Protocol):
    """Is given every match once, and adds up what is asked for."""

    def add_segment(self, segment: Segment, positions: Positions) -> None:
        """Count the events of a segment at some positions, of which there is at least one."""
        ...

    def add_rows(self, rows: Sequence[SearchRow]) -> None:
        """Count events of no segment, in any order."""
        ...


class GroupAggregation:
    """Counts events by the values of a dimension."""

    def __init__(self, dimension: Dimension, groups: ValueGroups) -> None:
        self.total: int = 0
        """How many events were counted."""
        self._key = dimension.key
        self._values = groups.values
        self._counter = kernels().group_counter(groups.numbers, groups.groups, len(groups.values))

    def add_segment(self, segment: Segment, positions: Positions) -> None:
        """Count the events of a segment; of all events, the segment has the counts."""
        name = self._key
        keys = segment.column(name)
        self.total += len(positions)
        if len(positions) == segment.info.events:
            self._counter.add(keys, segment.column(f"{name}_counts"))
        else:
            self._counter.add_positions(keys, segment.column(f"{name}_codes"), positions)

    def add_rows(self, rows: Sequence[SearchRow]) -> None:
        """Count events of no segment."""
        self.total += len(rows)
        counts = sorted(Counter(getattr(row, self._key) for row in rows).items())
        if counts:
            keys, sums = (unpack(*pack(column)) for column in zip(*counts, strict=True))
            self._counter.add(keys, sums)

    @property
    def without_value(self) -> int:
        """How many events have no value."""
        return self._counter.without_value()

    @property
    def counts(self) -> Sequence[int]:
        """How many events each group has."""
        return self._counter.counts()

    def largest(self, limit: int, among: Sequence[int] | None) -> list[tuple[int, int]]:
        """Up to `limit` groups that have events, with their counts: the largest first, then by value."""
        counts = self._counter.counts()
        found = self._counter.largest(limit, among)
        chosen = heapq.nsmallest(limit, found, key=lambda group: (-counts[group], self._values[group]))
        return [(group, counts[group]) for group in chosen]

    def distinct(self, among: Sequence[int] | None) -> int:
        """How many groups have events."""
        return self._counter.distinct(among)


class KeyAggregation:
    """Finds the keys of a dimension that events have, without 0, which is none."""

    def __init__(self, key: str) -> None:
        self._key = key
        self.keys: set[int] = set()
        """The keys that were found."""

    def add_segment(self, segment: Segment, positions: Positions) -> None:
        """Find the keys of a segment's events."""
        keys = segment.column(self._key)
        if len(positions) == segment.info.events:
            self.keys.update(keys)
        else:
            last = kernels().last_by_key(segment.column(f"{self._key}_codes"), positions, len(keys))
            self.keys.update(key for key, position in zip(keys, last, strict=True) if position >= 0)
        self.keys.discard(0)

    def add_rows(self, rows: Sequence[SearchRow]) -> None:
        """Find the keys of events of no segment."""
        self.keys.update(getattr(row, self._key) for row in rows)
        self.keys.discard(0)


class TimeAggregation:
    """Counts events by buckets of time; with `split`, for each key of that dimension by itself too."""

    def __init__(self, bucket_of: Callable[[int], Bucket], split: str | None = None) -> None:
        self._bucket_of = bucket_of
        self._split = split
        self._counts: dict[Bucket, Counter[int]] = {}

    def add_segment(self, segment: Segment, positions: Positions) -> None:
        """Count the events of a segment, whose positions are in the order of time."""
        times = segment.column("times")
        if self._split is None:
            self._add(0, kernels().at(times, positions))
            return
        keys, codes = segment.column(self._split), segment.column(f"{self._split}_codes")
        for key in keys:
            flags = kernels().flags(kernels().wanted([key]), keys)
            self._add(key, kernels().at(times, kernels().choose([[(codes, flags)]], positions)))

    def add_rows(self, rows: Sequence[SearchRow]) -> None:
        """Count events of no segment."""
        by_key: dict[int, list[int]] = {}
        for row in rows:
            key = 0 if self._split is None else getattr(row, self._split)
            by_key.setdefault(key, []).append(row.timestamp)
        for key, times in by_key.items():
            self._add(key, sorted(times))

    def buckets(self) -> list[tuple[Bucket, Counter[int]]]:
        """The buckets that have events, in the order of time, with the counts by key."""
        return sorted(self._counts.items(), key=itemgetter(0))

    def _add(self, key: int, times: Sequence[int]) -> None:
        """Count events with ascending timestamps: bucket by bucket, not one by one."""
        place = 0
        while place < len(times):
            bucket = self._bucket_of(times[place])
            end = bisect_left(times, bucket.end, place)
            self._counts.setdefault(bucket, Counter())[key] += end - place
            if len(self._counts) > MAX_BUCKETS:
                raise TooManyGroupsError(MAX_BUCKETS)
            place = end
