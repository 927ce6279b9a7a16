"""The different values of a column of a dictionary, and the groups of numbers that have each.

Several interned values may have one text in a column: an actor with two names is two of them, but one id.
"""

import threading
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import compress
from typing import NamedTuple

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.source import AccountSource, TextChunk
from auditledge.server.stores.columnar.text_index import held
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.interning import InternTable

_VALUE_BYTES = 150  # of a text and its place in a dict, in addition to its length
_MAX_BYTES = 64 * 2**20  # of an account's groups that are kept
_MAX_BYTES_AT_ONCE = 512 * 2**20  # of groups that are made for a search
_FEW = 50_000  # values that are looked up one by one; to read all is faster for more
_AT_ONCE = 2_048  # values that are looked up at once


class ValueGroups(NamedTuple):
    """Ascending numbers of interned values, the group of each, and the groups' values in UTF-8.

    Groups are numbered from 0, in the order of the first number that is in each. What is here may be ahead of
    an older snapshot, in which no event has the newer numbers. It only grows: never change it.
    """

    numbers: Sequence[int]
    groups: Sequence[int]
    values: Sequence[bytes]

    def by_number(self) -> "ValueGroups":
        """A group for each number, in their order, whatever its value."""
        return ValueGroups(self.numbers, range(len(self.numbers)), [b""] * len(self.numbers))


UsedNumbers = Callable[[], Collection[int]]
"""Finds the numbers of the interned values that the matches of a search have."""


class _Groups:
    """Groups while they are read, in the order of the values' numbers."""

    def __init__(self) -> None:
        self.numbers = array("q")
        self.groups = array("I")
        self.by_value: dict[bytes, int] = {}
        self.bytes = 0

    def add(self, numbers: Iterable[int], values: Iterable[bytes]) -> None:
        for number, value in zip(numbers, values, strict=True):
            new = len(self.by_value)
            group = self.by_value.setdefault(value, new)
            self.numbers.append(number)
            self.groups.append(group)
            self.bytes += 12 + (len(value) + _VALUE_BYTES if group == new else 0)

    def check(self) -> None:
        """Raise TooManyGroupsError if they take more memory than a search may use."""
        if self.bytes > _MAX_BYTES_AT_ONCE:
            raise TooManyGroupsError(len(self.by_value))

    def copied(self) -> ValueGroups:
        return ValueGroups(self.numbers[:], self.groups[:], [*self.by_value])


class _Kept:
    """All groups, or if these take more memory than may be kept, that they do."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.all: _Groups | None = _Groups()

    @property
    def bytes(self) -> int:
        return 0 if self.all is None else self.all.bytes


class ValueGroupCache:
    """The groups of accounts, kept in a cache by account, table and column. Threads share it."""

    def __init__(self, cache: AccountCache) -> None:
        self._cache = cache

    def groups(
        self, source: AccountSource, table: InternTable, column: str, used: UsedNumbers
    ) -> ValueGroups:
        """The groups of all interned values that the source sees, by what they have in a column.

        If there are too many to keep, only those with the numbers that `used` finds: what an organization has
        used may be few of an account's values. Raises TooManyGroupsError if these are too many, too.
        """
        key = ("groups", table, column)
        kept: _Kept = self._cache.get(source.account, key) or _Kept()
        self._cache.put(source.account, key, kept, kept.bytes)  # others wait for what is being read
        with held(kept.lock, source.cancel_scope):
            try:
                if kept.all is not None and _read(kept.all, source, table, column):
                    return kept.all.copied()
                kept.all = None
            finally:
                self._cache.put(source.account, key, kept, kept.bytes)
        return _read_used(source, table, column, used())


def _read(groups: _Groups, source: AccountSource, table: InternTable, column: str) -> bool:
    """Add the values that are new; returns False if all of them take more memory than may be kept."""
    more = True
    while more and groups.bytes <= _MAX_BYTES:
        chunk = _next(source, table, column, groups.numbers[-1] if groups.numbers else 0)
        groups.add(chunk.numbers, _values(chunk))
        more = chunk.more
    return groups.bytes <= _MAX_BYTES


def _read_used(source: AccountSource, table: InternTable, column: str, used: Collection[int]) -> ValueGroups:
    groups, numbers = _Groups(), sorted(used)
    if len(numbers) > _FEW:
        return _choose_used(source, table, column, set(numbers))
    place = 1 + table.columns.index(column)  # after the number
    for start in range(0, len(numbers), _AT_ONCE):
        source.cancel_scope.check()
        some = source.interned_values(table, numbers[start : start + _AT_ONCE])
        texts = {row[0]: (row[place] or "").encode() for row in some}
        groups.add(sorted(texts), (texts[number] for number in sorted(texts)))
        groups.check()
    return groups.copied()


def _choose_used(source: AccountSource, table: InternTable, column: str, used: set[int]) -> ValueGroups:
    groups, last, more = _Groups(), 0, True
    while more:
        chunk = _next(source, table, column, last)
        is_used = [number in used for number in chunk.numbers]
        groups.add(compress(chunk.numbers, is_used), compress(_values(chunk), is_used))
        groups.check()
        last, more = chunk.numbers[-1] if chunk.numbers else last, chunk.more
    return groups.copied()


def _next(source: AccountSource, table: InternTable, column: str, after: int) -> TextChunk:
    source.cancel_scope.check()
    return source.text_chunk(table, [column], after)


def _values(chunk: TextChunk) -> list[bytes]:
    (column,) = chunk.columns
    return column.split(b"\0") if chunk.numbers else []
