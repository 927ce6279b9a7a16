"""Interned values by their numbers, which a process keeps in memory."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol

from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS, InternTable
from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.row_codec import EventRow, to_events

_MAX_VALUES = 200_000  # of all accounts; a value takes about 300 bytes


class InternReader(Protocol):
    """Reads the interned values of one account."""

    @property
    def account(self) -> int:
        """The account's number."""
        ...

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The interned values with these numbers: the number, and the table's columns."""
        ...


class InternCache:
    """Interned values by number. When there are more than `max_values`, all of them go.

    A committed value never changes. Threads share the cache.
    """

    def __init__(self, max_values: int = _MAX_VALUES) -> None:
        self._max_values = max_values
        self._size = 0
        self._known: dict[tuple[InternTable, int], dict[int, Any]] = {}

    def events(self, source: InternReader, rows: Sequence[EventRow]) -> list[Event]:
        """The events of rows."""
        organizations = self._values(source, ORGANIZATIONS, {row.organization for row in rows} - {None})
        actors = self._values(source, ACTORS, {row.actor for row in rows})
        kinds = self._values(source, KINDS, {row.kind for row in rows})
        return to_events(rows, organizations, actors, kinds)

    def _values(self, source: InternReader, table: InternTable, numbers: set[Any]) -> dict[int, Any]:
        """A mapping that has these numbers, and perhaps more."""
        known = self._known.get((table, source.account), {})
        missing = numbers.difference(known)  # `numbers - known.keys()` would walk through all that is known
        if missing:
            if self._size > self._max_values:
                self._known, self._size = {}, 0
            decode = _DECODE[table]
            new = {number: decode(value) for number, *value in source.interned_values(table, missing)}
            known.update(new)
            self._known[table, source.account] = known
            self._size += len(new)
        return known


def _organization(value: Sequence[Any]) -> Any:
    (organization_id,) = value
    return organization_id


_DECODE: dict[InternTable, Callable[[Sequence[Any]], Any]] = {
    ORGANIZATIONS: _organization,
    ACTORS: Actor._make,
    KINDS: EventKind._make,
}
