"""Interning: values that repeat in events are stored once, in separate tables, and events hold numbers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from auditledge.server.stores.models import Actor, EventKind
from auditledge.server.stores.row_codec import EventColumns

InternedValue = tuple[str | None, ...]
"""The columns of a value. An Actor and an EventKind are such tuples."""

_MAX_KEPT = 200_000


class Fold(NamedTuple):
    """A column that holds another one folded, for matches that ignore case."""

    column: str
    folded_from: str


class InternTable(NamedTuple):
    """The table of one kind of values.

    `columns` identify a value; new ones are only ever added at the end. `texts` are the columns that searches
    look into.
    """

    name: str
    columns: tuple[str, ...]
    folds: tuple[Fold, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The column that holds a value's number."""
        return self.name.removesuffix("s")

    def folded(self, value: InternedValue) -> InternedValue:
        """The columns that are folded, by str.casefold(): engines disagree on what ignoring case means."""
        texts = (value[self.columns.index(fold.folded_from)] for fold in self.folds)
        return tuple(None if text is None else text.casefold() for text in texts)


ORGANIZATIONS = InternTable("organizations", ("id",))
ACTORS = InternTable("actors", Actor._fields, (Fold("folded_name", "name"),), ("folded_name",))
KINDS = InternTable(
    "kinds",
    EventKind._fields,
    (Fold("folded_action", "action"), Fold("folded_type", "resource_type")),
    ("folded_action", "folded_type", "resource_type"),
)
TABLES = (ORGANIZATIONS, ACTORS, KINDS)

FindOrCreate = Callable[[InternTable, list[InternedValue]], dict[InternedValue, int]]
"""The numbers of an account's values, of which there is at least one. Creates those that don't exist."""


class Interner:
    """The numbers of interned values that are known here. Used by the thread whose transaction writes.

    Only committed values are kept, and these never change: they stay right when other processes write too.
    """

    def __init__(self) -> None:
        self._tables = {table: _KnownNumbers(table) for table in TABLES}

    def intern(self, account: int, columns: EventColumns, find_or_create: FindOrCreate) -> EventColumns:
        """The columns of an account's events, with numbers in place of organizations, actors and kinds."""
        organizations = [None if name is None else (name,) for name in columns.organization]
        values = {ORGANIZATIONS: organizations, ACTORS: columns.actor, KINDS: columns.kind}
        organization, actor, kind = (
            self._tables[table].column(account, some, find_or_create) for table, some in values.items()
        )
        return columns._replace(organization=organization, actor=actor, kind=kind)

    def commit(self) -> None:
        """The transaction is committed: remember its new values."""
        for each in self._tables.values():
            each.commit()

    def rollback(self) -> None:
        """The transaction is rolled back: forget its new values, which do not exist."""
        for each in self._tables.values():
            each.rollback()


class _KnownNumbers:
    """The numbers of one table's values, by account. Those that this transaction created are noted."""

    def __init__(self, table: InternTable) -> None:
        self._table = table
        self._known: dict[int, dict[InternedValue | None, int]] = {}
        self._size = 0
        self._new: list[tuple[int, InternedValue]] = []

    def column(
        self, account: int, values: Sequence[InternedValue | None], find_or_create: FindOrCreate
    ) -> list[int | None]:
        known = self._known.setdefault(account, {})
        numbers = [*map(known.get, values)]
        unknown = (value for value, number in zip(values, numbers, strict=True) if number is None)
        missing = [value for value in dict.fromkeys(unknown) if value is not None]
        if not missing:
            return numbers
        known.update(find_or_create(self._table, missing).items())
        self._new += [(account, value) for value in missing]
        return [*map(known.get, values)]

    def commit(self) -> None:
        self._size += len(self._new)
        self._new.clear()
        if self._size > _MAX_KEPT:
            self._known.clear()
            self._size = 0

    def rollback(self) -> None:
        for account, value in self._new:
            del self._known[account][value]
        self._new.clear()
