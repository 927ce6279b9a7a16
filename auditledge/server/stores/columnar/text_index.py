"""The texts of an account's dictionaries, side by side in memory: to find a part in all of them at once."""

import contextlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.encoding import TextColumn, pack, text_column, unpack
from auditledge.server.stores.columnar.source import AccountSource, TextChunk
from auditledge.server.stores.interning import InternTable

_BLOCK_BYTES = 2**19  # of a block; larger ones would hold the interpreter for long at a time
_CHECK_EVERY_S = 0.05
_BLOCK_OVERHEAD = 1_000  # bytes
_MAX_BYTES = 64 * 2**20  # of a dictionary; the rest of a larger one is read again for each search


class TextBlock(NamedTuple):
    """Entries of a dictionary: their numbers in ascending order, and a column for each of their texts."""

    numbers: "memoryview[int]"
    columns: tuple[TextColumn, ...]

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        different = {id(column): column.nbytes for column in self.columns}
        return _BLOCK_OVERHEAD + self.numbers.nbytes + sum(different.values())


class _Kept:
    """The blocks of a dictionary that are in memory, which end at the number `last`."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.blocks: list[TextBlock] = []
        self.last = 0
        self.size = 0

    def add(self, block: TextBlock) -> None:
        """Add later entries. Small blocks are merged: there are never many, and few are merged often."""
        self.last = block.numbers[-1]
        self.size += block.size
        while self.blocks and _may_merge(self.blocks[-1], block):
            before = self.blocks.pop()
            merged = _merge(before, block)
            self.size += merged.size - before.size - block.size
            block = merged
        self.blocks.append(block)


class TextIndex:
    """The texts of dictionaries, kept in a cache by account. Threads share it.

    Entries are only ever added. What is kept may be ahead of an older snapshot, in which no event has the
    newer entries.
    """

    def __init__(self, cache: AccountCache) -> None:
        self._cache = cache

    def blocks(self, source: AccountSource, table: InternTable) -> Iterator[TextBlock]:
        """All entries of a dictionary that the source sees."""
        blocks, last, more = self._kept(source, table)
        for block in blocks:
            source.cancel_scope.check()
            yield block
        while more:
            source.cancel_scope.check()
            chunk = source.text_chunk(table, table.texts, last)
            more = chunk.more
            if chunk.numbers:
                last = chunk.numbers[-1]
                yield _block(table, chunk)

    def _kept(self, source: AccountSource, table: InternTable) -> tuple[list[TextBlock], int, bool]:
        """The blocks that are kept, brought up to date; the last number, and whether there may be more."""
        key = ("texts", table)
        kept: _Kept = self._cache.get(source.account, key) or _Kept()
        self._cache.put(source.account, key, kept, kept.size)  # others wait for what is being read
        with held(kept.lock, source.cancel_scope):
            more = True
            try:
                while more and kept.size < _MAX_BYTES:
                    source.cancel_scope.check()
                    chunk = source.text_chunk(table, table.texts, kept.last)
                    more = chunk.more
                    if chunk.numbers:
                        kept.add(_block(table, chunk))
                return [*kept.blocks], kept.last, more
            finally:
                self._cache.put(source.account, key, kept, kept.size)


@contextlib.contextmanager
def held(lock: threading.Lock, scope: CancelScope) -> Iterator[None]:
    """Hold a lock, or raise what the scope raises when it is over before."""
    while not lock.acquire(timeout=_CHECK_EVERY_S):
        scope.check()
    try:
        yield
    finally:
        lock.release()


def _block(table: InternTable, chunk: TextChunk) -> TextBlock:
    columns = chunk.columns
    if table.casefold:
        columns = [column.decode().casefold().encode() for column in columns]
    return TextBlock(_packed(chunk.numbers), _columns(columns))


def _columns(joined: Iterable[bytes]) -> tuple[TextColumn, ...]:
    """Columns, of which equal ones are the same: most types of resources are their own folded text."""
    made: dict[bytes, TextColumn] = {}
    return tuple(made.setdefault(each, text_column(each)) for each in joined)


def _may_merge(one: TextBlock, other: TextBlock) -> bool:
    return one.size + other.size <= _BLOCK_BYTES and len(one.numbers) <= 2 * len(other.numbers)


def _merge(one: TextBlock, other: TextBlock) -> TextBlock:
    pairs = zip(one.columns, other.columns, strict=True)
    columns = _columns(before.content[1:-1] + after.content[:-1] for before, after in pairs)
    return TextBlock(_packed([*one.numbers, *other.numbers]), columns)


def _packed(numbers: Sequence[int]) -> "memoryview[int]":
    return unpack(*pack(numbers))
