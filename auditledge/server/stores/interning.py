"""Interning: values that repeat in events are stored once, in separate tables, and events hold numbers."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from auditledge.contract.mismatch import check_names
from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.models import Actor, EventKind
from auditledge.server.stores.row_codec import EventColumns, InternedValues

InternedValue = tuple[str | None, ...]
"""The columns of a value. An EventKind is such a tuple."""

_MAX_BYTES = 64 * 2**20
_MAX_TABLE_BYTES = 16 * 2**20  # of one table of an account, which is then cleared
_OVERHEAD = 200  # bytes of a value, its tuple and its place in a dict


class Fold(NamedTuple):
    """A column that holds another one folded, for matches that ignore case."""

    column: str
    folded_from: str


class InternTable(NamedTuple):
    """The table of one kind of values.

    `columns` identify a value; new ones are only ever added at the end. `texts` are the columns that searches
    look into, folded when they are read if `casefold` is set.
    """

    name: str
    columns: tuple[str, ...]
    folds: tuple[Fold, ...] = ()
    texts: tuple[str, ...] = ()
    casefold: bool = False

    @property
    def number(self) -> str:
        """The column that holds a value's number."""
        return self.name.removesuffix("s")

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The columns of a value, and those that hold them folded."""
        return (*self.columns, *(fold.column for fold in self.folds))

    def folded(self, value: InternedValue) -> InternedValue:
        """The columns that are folded, by str.casefold(): engines disagree on what ignoring case means."""
        texts = (value[self.columns.index(fold.folded_from)] for fold in self.folds)
        return tuple(None if text is None else text.casefold() for text in texts)


ORGANIZATIONS = InternTable("organizations", ("id",))
# An actor's type is interned by itself: it is searched and counted by, and has few values.
_WITHOUT_TYPE = Actor._fields[: Actor._fields.index("type")]
ACTORS = InternTable("actors", _WITHOUT_TYPE, (Fold("folded_name", "name"),), ("folded_name",))
KINDS = InternTable(
    "kinds",
    EventKind._fields,
    (Fold("folded_action", "action"), Fold("folded_type", "resource_type")),
    ("folded_action", "folded_type", "resource_type"),
)
ACTOR_TYPES = InternTable("actor_types", ("name",), texts=("name",))
ON_BEHALF_OF = InternTable("on_behalf_of", Actor._fields, (Fold("folded_name", "name"),), ("folded_name",))
IPS = InternTable("ips", ("address",), texts=("address",))
TABLES = (ORGANIZATIONS, ACTORS, KINDS, ACTOR_TYPES, ON_BEHALF_OF, IPS)
LONG_IDS = (ACTORS, ON_BEHALF_OF)
"""The tables with ids that may be longer than an entry of an index (see `AccountSource.same_id`)."""

_NUMBERS = [table.number for table in TABLES]
check_names("the tables of interned values", _NUMBERS, InternedValues._fields, file=__file__)
check_names("InternedValues", InternedValues._fields, _NUMBERS, file=__file__)

FindOrCreate = Callable[[InternTable, list[InternedValue]], dict[InternedValue, int]]
"""The numbers of an account's values, of which there is at least one. Creates those that don't exist."""


class Interner:
    """The numbers of interned values that are known here. Used by the thread whose transaction writes.

    Only committed values are kept, and these never change: they stay right when other processes write too.
    """

    def __init__(self) -> None:
        cache = AccountCache(_MAX_BYTES)
        self._tables = {table: _KnownNumbers(table, cache) for table in TABLES}

    def intern(self, account: int, columns: EventColumns, find_or_create: FindOrCreate) -> EventColumns:
        """The columns of an account's events, with numbers in place of interned values."""
        fields = columns._asdict()
        for table, known in self._tables.items():
            fields[table.number] = known.column(account, fields[table.number], find_or_create)
        return EventColumns(**fields)

    def commit(self) -> None:
        """The transaction is committed: remember its new values."""
        for each in self._tables.values():
            each.commit()

    def rollback(self) -> None:
        """The transaction is rolled back: forget its new values, which do not exist."""
        for each in self._tables.values():
            each.rollback()


def memory_of(value: Iterable[str | None]) -> int:
    """The bytes that an interned value takes in memory, about."""
    return _OVERHEAD + sum(map(sys.getsizeof, value))


class _Numbers:
    """The numbers of an account's values in one table, and the memory that these take."""

    def __init__(self) -> None:
        self.by_value: dict[InternedValue | None, int] = {}
        self.bytes = 0


class _KnownNumbers:
    """The numbers of one table's values, by account. Those that this transaction created are noted."""

    def __init__(self, table: InternTable, cache: AccountCache) -> None:
        self._table = table
        self._cache = cache
        self._changed: dict[int, _Numbers] = {}
        self._new: list[tuple[int, InternedValue]] = []

    def column(
        self, account: int, values: Sequence[InternedValue | None], find_or_create: FindOrCreate
    ) -> Sequence[int | None]:
        if values[0] is None and values.count(None) == len(values):
            return [None] * len(values)
        known: _Numbers | None = self._changed.get(account) or self._cache.get(account, self._table)
        if known is None or known.bytes > _MAX_TABLE_BYTES:
            known = _Numbers()
        numbers = [*map(known.by_value.get, values)]
        unknown = (value for value, number in zip(values, numbers, strict=True) if number is None)
        missing = [value for value in dict.fromkeys(unknown) if value is not None]
        if not missing:
            return numbers
        known.by_value.update(find_or_create(self._table, missing).items())
        self._changed[account] = known
        self._new += [(account, value) for value in missing]
        return [*map(known.by_value.get, values)]

    def commit(self) -> None:
        for account, value in self._new:
            self._changed[account].bytes += memory_of(value)
        for account, known in self._changed.items():
            self._cache.put(account, self._table, known, known.bytes)
        self._new.clear()
        self._changed.clear()

    def rollback(self) -> None:
        for account, value in self._new:
            del self._changed[account].by_value[value]
        self._new.clear()
        self._changed.clear()
