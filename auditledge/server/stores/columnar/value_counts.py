"""Counts by fields of which no column has the values: the events that have one are read."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from auditledge.contract.mismatch import check_names
from auditledge.server.query_language import Exists, Expression, JSONExists, json_paths, json_texts
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.event_view import EventView
from auditledge.server.stores.models import READ_DIMENSIONS, Event, GroupCount, GroupCounts, GroupRequest

MAX_VALUES = 200_000
MAX_BYTES = 32 * 2**20  # of the different values, about
_VALUE_BYTES = 100

Values = Callable[[EventView], Collection[str]]
Batches = Callable[[], Iterator[list[Event]]]


def having(request: GroupRequest) -> Expression | None:
    """An expression for the events that have a value; None if all have."""
    if request.path:
        return JSONExists(request.path)
    return None if request.by == "resource_id" else Exists(request.by)


def count_values(request: GroupRequest, batches: Batches, total: int) -> GroupCounts:
    """Count events by value: those of `batches`, which have one, of `total`.

    An event may have several values. Raises TooManyGroupsError for more different ones than memory may hold.
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
    return GroupCounts(listed, distinct, _in_none(listed, batches, values_of, total, with_value), total)


def _in_none(
    listed: list[GroupCount], batches: Batches, values_of: Values, total: int, with_value: int
) -> int:
    """How many events have none of the listed values."""
    known = {group.value for group in listed}
    without = 0 if None in known else total - with_value
    return without + sum(bool(values) and known.isdisjoint(values) for values in _each(batches, values_of))


def _each(batches: Batches, values_of: Values) -> Iterator[Collection[str]]:
    events: Iterable[Event] = chain.from_iterable(batches())
    return (values_of(EventView(event)) for event in events)


def _values_of(request: GroupRequest) -> Values:
    path = request.path
    return (lambda event: json_texts(event, path)) if path else _VALUES[request.by]


_VALUES: dict[str, Values] = {
    "changed": lambda event: tuple(event.get("changes") or ()),
    "metadata": lambda event: json_paths("metadata", event.get("metadata")),
    "resource_id": lambda event: (event.get("resource")["id"],),
}
check_names("READ_DIMENSIONS", READ_DIMENSIONS, _VALUES, file=__file__)
