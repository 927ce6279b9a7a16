"""Interned values whose texts pass a test: their numbers, by which events are found."""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.text_index import TextBlock, TextIndex
from auditledge.server.stores.interning import InternTable

_AT_ONCE = 16  # tests; without numpy, each takes a byte for every value

Holds = Literal["equals", "begins", "contains"]


class BlockTest(Protocol):
    """A test of interned values."""

    def hits(self, block: TextBlock) -> Any:
        """For each value of a block whether it passes, as `Kernels.containing` returns it."""
        ...


class TextTest(NamedTuple):
    """What a text of an interned value must do: the one in `column`, of `table.texts`."""

    table: InternTable
    column: str
    holds: Holds
    text: str

    def hits(self, block: TextBlock) -> Any:
        """For each value of a block whether the test holds."""
        column = block.columns[self.table.texts.index(self.column)]
        holds = {
            "equals": kernels().equal,
            "begins": kernels().beginning,
            "contains": kernels().containing,
        }[self.holds]
        return holds(column, self.text.encode())


class Dictionary:
    """The interned values of an account."""

    def __init__(self, source: AccountSource, texts: TextIndex) -> None:
        self._source = source
        self._texts = texts

    def select(self, table: InternTable, condition: str, values: Sequence[Any]) -> Sequence[int]:
        """The numbers of the values for which a condition in SQL holds. Its values are bound for `?`."""
        statement = f"SELECT {table.number} FROM {table.name} WHERE account = ? AND {condition}"
        return self._source.select_numbers(statement, [self._source.account, *values])

    def passing(self, tests: Sequence[TextTest]) -> Iterator[tuple[int, Sequence[int]]]:
        """The place of each test with the numbers of the values that pass it, in any order.

        A table is read once for many tests. The numbers of one test at a time are in memory: of a large
        dictionary, each may want most.
        """
        for table in dict.fromkeys(test.table for test in tests):
            places = [place for place, test in enumerate(tests) if test.table == table]
            for start in range(0, len(places), _AT_ONCE):
                some = places[start : start + _AT_ONCE]
                yield from zip(some, self.matching(table, [tests[place] for place in some]), strict=True)

    def matching(self, table: InternTable, tests: Sequence[BlockTest]) -> Iterator[Sequence[int]]:
        """For each test the numbers of the values that pass it, in one pass over their texts."""
        numbers: list[memoryview[int]] = []
        hits: list[list[Any]] = [[] for _ in tests]
        for block in self._texts.blocks(self._source, table):
            numbers.append(block.numbers)
            for some, test in zip(hits, tests, strict=True):
                self._source.cancel_scope.check()
                some.append(test.hits(block))
        return (kernels().selected(numbers, some) for some in hits)
