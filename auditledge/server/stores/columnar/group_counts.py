"""The largest groups of a search's matches, with their values."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditledge.server.stores.columnar.aggregations import (
    DIMENSIONS,
    Dimension,
    GroupAggregation,
    KeyAggregation,
)
from auditledge.server.stores.columnar.cache import ReadCache
from auditledge.server.stores.columnar.scan import Scan
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.value_groups import ValueGroups
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import OUTCOMES, Actor, GroupCount, GroupCounts, GroupRequest
from auditledge.server.stores.row_codec import OUTCOME_OF

_OUTCOMES = ValueGroups(
    [number for number in OUTCOME_OF if number is not None],
    range(len(OUTCOMES)),
    [outcome.encode() for outcome in OUTCOMES],
)


class DimensionCounter:
    """Counts the matches of a scan by the values of dimensions."""

    def __init__(self, source: AccountSource, scan: Scan, cache: ReadCache) -> None:
        self._source = source
        self._scan = scan
        self._cache = cache
        self._bounds = scan.bounds("desc", None)
        self._used: dict[str, set[int]] = {}

    def count(self, requests: Sequence[GroupRequest]) -> list[GroupCounts]:
        """Count once for each request, in one pass over the matches if the cache has the groups' values."""
        grouped = [self._grouped(request) for request in requests]
        self._scan.aggregate(self._bounds, [some for each in grouped for some in each.aggregations])
        return [self._result(*each) for each in zip(requests, grouped, strict=True)]

    def _grouped(self, request: GroupRequest) -> "_Grouped":
        dimension = DIMENSIONS[request.by]
        groups = _OUTCOMES
        if dimension.table is not None:
            groups = self._groups(dimension, dimension.table, dimension.column)
        by_value = GroupAggregation(dimension, groups)
        if request.prefix is None or not dimension.labels:
            return _Grouped(dimension, groups, [by_value])
        return _Grouped(dimension, groups, [by_value, GroupAggregation(dimension, groups.by_number())])

    def _groups(self, dimension: Dimension, table: InternTable, column: str) -> ValueGroups:
        return self._cache.groups.groups(self._source, table, column, lambda: self._keys(dimension.key))

    def _keys(self, dimension: str) -> set[int]:
        """The keys that the matches have in a dimension."""
        if dimension not in self._used:
            found = KeyAggregation(dimension)
            self._scan.aggregate(self._bounds, [found])
            self._used[dimension] = found.keys
        return self._used[dimension]

    def _result(self, request: GroupRequest, grouped: "_Grouped") -> GroupCounts:
        groups, (aggregation, *_) = grouped.groups, grouped.aggregations
        among = None if request.prefix is None else self._beginning(grouped, request.prefix.casefold())
        largest = aggregation.largest(request.limit, among)
        labels = self._labels(grouped, {group for group, _ in largest})
        found = [
            GroupCount(groups.values[group].decode(), events, labels.get(group)) for group, events in largest
        ]
        if aggregation.without_value and request.prefix is None:
            place = bisect_right(found, -aggregation.without_value, key=lambda each: -each.events)
            found.insert(place, GroupCount(None, aggregation.without_value, None))
        listed, total = found[: request.limit], aggregation.total
        other = total - sum(each.events for each in listed)
        return GroupCounts(listed, aggregation.distinct(among), other, total)

    def _beginning(self, grouped: "_Grouped", folded: str) -> list[int]:
        """The groups of which the value, or the label of a match, begins with a folded text; ascending."""
        _, groups, (_, *by_number) = grouped
        found = set(_beginning(groups.values, folded))
        for aggregation in by_number:
            labeled = self._labeled(grouped.dimension, folded)
            members = zip(groups.numbers, groups.groups, aggregation.counts, strict=True)
            found.update(group for number, group, events in members if events and number in labeled)
        return sorted(found)

    def _labeled(self, dimension: Dimension, folded: str) -> set[int]:
        """The numbers of the interned values of which a label begins with a folded text."""
        found = set[int]()
        if dimension.table is not None:
            for column in dimension.labels:
                labels = self._groups(dimension, dimension.table, column)
                wanted = set(_beginning(labels.values, folded))
                numbers = zip(labels.numbers, labels.groups, strict=True)
                found.update(number for number, group in numbers if group in wanted)
        return found

    def _labels(self, grouped: "_Grouped", wanted: set[int]) -> dict[int, Actor]:
        """The newest actor of each group."""
        dimension, groups, _ = grouped
        if not dimension.labels or not wanted:
            return {}
        numbers = zip(groups.numbers, groups.groups, strict=True)
        keys = {number: group for number, group in numbers if group in wanted}
        newest = self._scan.newest_of_keys(self._bounds, dimension.key, keys)
        rows = self._source.event_rows([*newest.values()])
        events = {event.sequence: event for event in self._cache.interned.events(self._source, rows)}
        return {group: events[sequence].actor for group, sequence in newest.items()}


class _Grouped(NamedTuple):
    dimension: Dimension
    groups: ValueGroups
    aggregations: list[GroupAggregation]
    """By value, and by number where labels have to be looked at."""


def _beginning(values: Sequence[bytes], folded: str) -> Iterator[int]:
    """The places of the values that begin with a folded text, ignoring case."""
    start = folded.encode()
    for place, value in enumerate(values):
        head = value[: len(start)]
        # What is ASCII folds to lower case, character by character. Other characters fold to one or more.
        if head.lower() == start or (not head.isascii() and _begins(value, folded)):
            yield place


def _begins(value: bytes, folded: str) -> bool:
    beginning = value[: 4 * len(folded)].decode(errors="ignore")[: len(folded)]
    return beginning.casefold().startswith(folded)
