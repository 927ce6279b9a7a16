"""Entries of dictionaries: the texts that repeat, and the numbers that are known of them."""

from typing import NamedTuple

Entry = tuple[str | None, ...]

_MOST_KEPT = 200_000


class Shape(NamedTuple):
    """A dictionary's table. `columns` tell entries apart; `folds` pair a column with a place among them."""

    table: str
    columns: tuple[str, ...]
    folds: tuple[tuple[str, int], ...] = ()

    @property
    def number(self) -> str:
        """The column that holds an entry's number."""
        return self.table.removesuffix("s")

    def folded(self, entry: Entry) -> Entry:
        """The texts of the folding columns: str.casefold(), as engines differ in what they call a case."""
        return tuple(None if (text := entry[place]) is None else text.casefold() for _, place in self.folds)


ORGANIZATIONS = Shape("organizations", ("id",))
ACTORS = Shape("actors", ("id", "name", "email"), (("folded_name", 1),))
KINDS = Shape("kinds", ("action", "resource_type"), (("folded_action", 0), ("folded_type", 1)))


class Numbers:
    """The numbers of one dictionary's entries, by account and entry.

    What is kept was committed, and committed entries never change: it stays right when other processes write
    too. Entries of the transaction under way are held apart until its end is known.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, Entry], int] = {}
        self._new: dict[tuple[int, Entry], int] = {}

    def get(self, account: int, entry: Entry) -> int | None:
        """The number of an entry; None when it is not known, which does not tell that there is none."""
        key = (account, entry)
        return self._kept.get(key) or self._new.get(key)

    def put(self, account: int, entry: Entry, number: int) -> None:
        """Hold a number that the transaction under way found or made."""
        self._new[account, entry] = number

    def keep_new(self) -> None:
        """The transaction is committed: its entries may be kept."""
        if self._new:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept.update(self._new)
            self._new.clear()

    def forget_new(self) -> None:
        """The transaction is rolled back: its entries do not exist."""
        self._new.clear()
