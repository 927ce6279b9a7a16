"""Entries of dictionaries: the texts that repeat, and the numbers that are known of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditledge.server.stores.models import Actor, EventKind

InternedValue = tuple[str | None, ...]

_MOST_KEPT = 200_000


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
    """The numbers of organisations, actors and kinds. Used by the thread whose transaction writes.

    What is kept was committed, and committed entries never change: it stays right when other processes write
    too.
    """

    def __init__(self) -> None:
        self._all = {shape: _Numbers() for shape in (ORGANIZATIONS, ACTORS, KINDS)}

    def columns(
        self,
        account: int,
        organizations: Iterable[str | None],
        actors: Sequence[Actor],
        kinds: Sequence[EventKind],
        find_or_create: FindOrCreate,
    ) -> list[list[int | None]]:
        """The texts of an account's events as numbers; None for an organisation that is None."""
        named = [None if name is None else (name,) for name in organizations]
        entries = {ORGANIZATIONS: named, ACTORS: actors, KINDS: kinds}
        return [
            self._all[shape].column(account, shape, some, find_or_create) for shape, some in entries.items()
        ]

    def keep_new(self) -> None:
        """The transaction is committed: its entries may be remembered."""
        for each in self._all.values():
            each.keep_new()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        for each in self._all.values():
            each.forget_new()


class _Numbers:
    """The numbers of one dictionary's entries, by account. Those of the transaction under way are noted."""

    def __init__(self) -> None:
        self._known: dict[int, dict[InternedValue | None, int]] = {}
        self._size = 0
        self._new: list[tuple[int, InternedValue]] = []

    def column(
        self,
        account: int,
        shape: InternTable,
        entries: Sequence[InternedValue | None],
        find_or_create: FindOrCreate,
    ) -> list[int | None]:
        known = self._known.setdefault(account, {})
        numbers = [*map(known.get, entries)]
        unknown = (entry for entry, number in zip(entries, numbers, strict=True) if number is None)
        missing = [entry for entry in dict.fromkeys(unknown) if entry is not None]
        if not missing:
            return numbers
        known.update(find_or_create(shape, missing).items())
        self._new += [(account, entry) for entry in missing]
        return [*map(known.get, entries)]

    def keep_new(self) -> None:
        self._size += len(self._new)
        self._new.clear()
        if self._size > _MOST_KEPT:
            self._known.clear()
            self._size = 0

    def forget_new(self) -> None:
        for account, entry in self._new:
            del self._known[account][entry]
        self._new.clear()
