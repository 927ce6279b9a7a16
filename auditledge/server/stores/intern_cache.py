"""The texts that repeat in events, which a process keeps by their numbers."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS, InternTable
from auditledge.server.stores.models import Actor, Event, EventKind
from auditledge.server.stores.row_codec import EventRow, to_events

_MOST = 200_000  # entries of all accounts, which take about 300 bytes each


class InternReader(Protocol):
    """An account's dictionaries."""

    @property
    def account(self) -> int:
        """The account's number."""
        ...

    def entries(self, shape: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The entries with these numbers: the number, and its columns."""
        ...


class InternCache:
    """Entries of dictionaries by number; all of them go when there are more than `most`.

    A committed entry never changes. Threads share it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._held = 0
        self._known: dict[tuple[InternTable, int], dict[int, Any]] = {}

    def events(self, source: InternReader, rows: Sequence[EventRow]) -> list[Event]:
        """The events of rows."""
        organizations = self._named(source, ORGANIZATIONS, {row.organization for row in rows} - {None})
        actors = self._named(source, ACTORS, {row.actor for row in rows})
        kinds = self._named(source, KINDS, {row.kind for row in rows})
        return to_events(rows, organizations, actors, kinds)

    def _named(self, source: InternReader, shape: InternTable, numbers: set[Any]) -> dict[int, Any]:
        """A dictionary that has these numbers."""
        known = self._known.get((shape, source.account), {})
        missing = numbers.difference(known)  # by `-` it would walk through all that is known
        if missing:
            if self._held > self._most:
                self._known, self._held = {}, 0
            new = {number: _MADE[shape](*entry) for number, *entry in source.entries(shape, missing)}
            known.update(new)
            self._known[shape, source.account] = known
            self._held += len(new)
        return known


def _organization(name: str) -> str:
    return name


_MADE: dict[InternTable, Any] = {ORGANIZATIONS: _organization, ACTORS: Actor, KINDS: EventKind}
