"""The different values of a column of a dictionary, and the groups of numbers that have each.

Several interned values may have one text in a column: an actor with two names is two of them, but one id.
"""

import threading
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.columnar.source import AccountSource, TextChunk
from auditledge.server.stores.columnar.text_index import held
from auditledge.server.stores.errors import TooManyGroupsError
from auditledge.server.stores.interning import InternTable

_VALUE_BYTES = 150  # of a text and its place in a dict, in addition to its length
_MAX_BYTES = 64 * 2**20  # of an account's groups that are kept; larger ones are made for each search
_MAX_BYTES_AT_ONCE = 512 * 2**20  # of groups that are made for a search


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


class _Kept:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.numbers = array("q")
        self.groups = array("I")
        self.by_value: dict[bytes, int] = {}
        self.bytes = 0

    def add(self, chunk: TextChunk) -> None:
        (column,) = chunk.columns
        for number, value in zip(chunk.numbers, column.split(b"\0"), strict=True):
            new = len(self.by_value)
            group = self.by_value.setdefault(value, new)
            self.numbers.append(number)
            self.groups.append(group)
            self.bytes += 12 + (len(value) + _VALUE_BYTES if group == new else 0)


class ValueGroupCache:
    """The groups of accounts, kept in a cache by account, table and column. Threads share it."""

    def __init__(self, cache: AccountCache) -> None:
        self._cache = cache

    def groups(self, source: AccountSource, table: InternTable, column: str) -> ValueGroups:
        """The groups of all interned values that the source sees, by what they have in a column."""
        key = ("groups", table, column)
        kept: _Kept = self._cache.get(source.account, key) or _Kept()
        self._cache.put(source.account, key, kept, kept.bytes)  # others wait for what is being read
        with held(kept.lock, source.cancel_scope):
            try:
                _read(kept, source, table, column)
                return ValueGroups(kept.numbers[:], kept.groups[:], [*kept.by_value])
            finally:
                size = kept.bytes if kept.bytes <= _MAX_BYTES else 0
                self._cache.put(source.account, key, kept if size else _Kept(), size)


def _read(kept: _Kept, source: AccountSource, table: InternTable, column: str) -> None:
    more = True
    while more:
        source.cancel_scope.check()
        chunk = source.text_chunk(table, [column], kept.numbers[-1] if kept.numbers else 0)
        if chunk.numbers:
            kept.add(chunk)
            if kept.bytes > _MAX_BYTES_AT_ONCE:
                raise TooManyGroupsError(len(kept.by_value))
        more = chunk.more
