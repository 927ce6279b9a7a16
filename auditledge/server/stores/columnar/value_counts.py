"""Counts by fields of which no column has the values: the events that have one are read."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from auditledge.contract.mismatch import check_names
from auditledge.server.query_language import Exists, Expression, JSONExists, json_paths, json_texts
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.models import READ_DIMENSIONS, GroupCount, GroupCounts, GroupRequest
from auditledge.server.stores.row_codec import EventRow

MAX_VALUES = 200_000
MAX_BYTES = 32 * 2**20  # of the different values, about
_VALUE_BYTES = 100

Values = Callable[[EventRow], Collection[str]]
Batches = Callable[[], Iterator[Sequence[EventRow]]]


def having(request: GroupRequest) -> Expression | None:
    """An expression for the events that have a value; None if all have."""
    if request.path:
        return JSONExists(request.path)
    return None if request.by == "resource_id" else Exists(request.by)


def count_values(request: GroupRequest, batches: Batches, total: int) -> GroupCounts:
    """Count events by value: those of `batches`, which have one, of `total`.

    The events are read again if some have several values, and not all of these are listed. Raises
    TooManyGroupsError for more different values than memory may hold.
    """
    values_of = _values_of(request)
    with_value, counts, size = 0, Counter[str](), 0
    for values in _each(batches, values_of):
        with_value += bool(values)
        size += sum(_VALUE_BYTES + len(value.encode()) for value in values if value not in counts)
        counts.update(values)
        if len(counts) > MAX_VALUES or size > MAX_BYTES:
            raise TooManyGroupsError(MAX_VALUES)
    groups = [GroupCount(value, events, None) for value, events in counts.items()]
    distinct = len(groups)
    if request.prefix is not None:
        prefix = request.prefix.casefold()
        groups = [group for group in groups if (group.value or "").casefold().startswith(prefix)]
        distinct = len(groups)
    elif total > with_value:
        groups.append(GroupCount(None, total - with_value, None))
    groups.sort(key=lambda group: (-group.events, group.value is None, group.value))
    listed = groups[: request.limit]
    known = {group.value for group in listed}
    in_none = 0 if None in known else total - with_value
    if counts.total() == with_value:  # one value each
        in_none += with_value - sum(group.events for group in listed if group.value is not None)
    elif not known >= counts.keys():
        in_none += sum(bool(values) and known.isdisjoint(values) for values in _each(batches, values_of))
    return GroupCounts(listed, distinct, in_none, total)


def _each(batches: Batches, values_of: Values) -> Iterator[Collection[str]]:
    return map(values_of, chain.from_iterable(batches()))


class _Metadata(NamedTuple):
    """A row as a path in metadata asks for it."""

    row: EventRow

    def get(self, _: str) -> Any:
        return json.loads(self.row.metadata)


def _values_of(request: GroupRequest) -> Values:
    path = request.path
    return (lambda row: json_texts(_Metadata(row), path)) if path else _VALUES[request.by]


_VALUES: dict[str, Values] = {
    "changed": lambda row: tuple(json.loads(row.changes or "{}")),
    "metadata": lambda row: json_paths("metadata", json.loads(row.metadata)),
    "resource_id": lambda row: (row.resource_id,),
}
check_names("READ_DIMENSIONS", READ_DIMENSIONS, _VALUES, file=__file__)
