"""Interned values by their numbers, which a process keeps in memory."""

from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any, Protocol

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.interning import (
    ACTOR_TYPES,
    ACTORS,
    IPS,
    KINDS,
    ON_BEHALF_OF,
    ORGANIZATIONS,
    TABLES,
    InternTable,
    memory_of,
)
from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.row_codec import EventRow, InternedValues, to_events

_MAX_BYTES = 16 * 2**20  # where no cache is given
_MAX_TABLE_BYTES = 16 * 2**20  # of one table of an account, which is then cleared


class InternReader(Protocol):
    """Reads the interned values of one account."""

    @property
    def account(self) -> int:
        """The account's number."""
        ...

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The interned values with these numbers: the number, and the table's columns."""
        ...


class _Known:
    """Values of one table by number, and the memory that they take."""

    def __init__(self) -> None:
        self.values: dict[int, Any] = {}
        self.bytes = 0


class InternCache:
    """Interned values by number, kept in a cache by account.

    A committed value never changes. Threads share the cache.
    """

    def __init__(self, cache: AccountCache | None = None) -> None:
        self._cache = AccountCache(_MAX_BYTES) if cache is None else cache

    def events(self, source: InternReader, rows: Sequence[EventRow]) -> list[Event]:
        """The events of rows."""
        found = {
            table.number: self.values(source, table, set(map(number_of, rows)) - {None})
            for table, number_of in _NUMBERS.items()
        }
        return to_events(rows, InternedValues(**found))

    def values(self, source: InternReader, table: InternTable, numbers: set[Any]) -> dict[int, Any]:
        """A mapping that has these numbers, and perhaps more."""
        if not numbers:
            return {}
        key = ("interned", table)
        known: _Known = self._cache.get(source.account, key) or _Known()
        missing = numbers.difference(known.values)  # `numbers - known.values.keys()` would walk through all
        if not missing:
            return known.values
        if known.bytes > _MAX_TABLE_BYTES:
            known, missing = _Known(), numbers
        decode = _DECODE[table]
        for number, *value in source.interned_values(table, missing):
            known.values[number] = decode(value)
            known.bytes += memory_of(value)
        self._cache.put(source.account, key, known, known.bytes)
        return known.values


def _text(value: Sequence[Any]) -> Any:
    (text,) = value
    return text


_DECODE: dict[InternTable, Callable[[Sequence[Any]], Any]] = {
    ORGANIZATIONS: _text,
    ACTORS: lambda value: Actor(*value),
    KINDS: EventKind._make,
    ACTOR_TYPES: _text,
    ON_BEHALF_OF: Actor._make,
    IPS: _text,
}
_NUMBERS = {table: attrgetter(table.number) for table in TABLES}  # of the values of a row
