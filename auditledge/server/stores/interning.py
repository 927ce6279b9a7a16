"""Entries of dictionaries: the texts that repeat, and the numbers that are known of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from auditledge.server.stores.row_codec import EventColumns

InternedValue = tuple[str | None, ...]

_MAX_KEPT = 200_000


class InternTable(NamedTuple):
    """A dictionary's table. `columns` tell entries apart; `folds` pair a column with a place among them.

    `texts` are the columns that searches look at.
    """

    table: str
    columns: tuple[str, ...]
    folds: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The column that holds an entry's number."""
        return self.table.removesuffix("s")

    def folded(self, entry: InternedValue) -> InternedValue:
        """The texts of the folding columns: str.casefold(), as engines differ in what they call a case."""
        return tuple(None if (text := entry[place]) is None else text.casefold() for _, place in self.folds)


ORGANIZATIONS = InternTable("organizations", ("id",))
ACTORS = InternTable("actors", ("id", "name", "email"), (("folded_name", 1),), ("folded_name",))
KINDS = InternTable(
    "kinds",
    ("action", "resource_type"),
    (("folded_action", 0), ("folded_type", 1)),
    ("folded_action", "folded_type", "resource_type"),
)

FindOrCreate = Callable[[InternTable, list[InternedValue]], dict[InternedValue, int]]
"""Finds entries of an account, of which there is at least one, and makes those that are not there."""


class Interner:
    """The numbers of interned values that are known here. Used by the thread whose transaction writes.

    Only committed values are kept, and these never change: they stay right when other processes write too.
    """

    def __init__(self) -> None:
        self._tables = {table: _KnownNumbers(table) for table in (ORGANIZATIONS, ACTORS, KINDS)}

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
