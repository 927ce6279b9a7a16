"""What the columns ask of an engine: the rows of one account, and the segments that were made of them."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.intern_cache import InternReader
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import Order
from auditledge.server.stores.row_codec import EventRow

SearchRow = tuple[int, int, int, int, int, str]
"""What is searched by: timestamp, sequence, organisation (0 for none), actor, kind, id of the resource."""

DIRECTIONS: dict[Order, str] = {"asc": "ASC", "desc": "DESC"}


class SegmentInfo(NamedTuple):
    """A row of `segments`: the sequences that it covers, the events that it has, and their timestamps."""

    segment: int
    first: int
    last: int
    events: int
    oldest: int
    newest: int


class NewSegment(NamedTuple):
    """A segment that is built, and not written yet. Columns are a name, a type and bytes."""

    replaces: list[int]
    first: int
    last: int
    events: int
    oldest: int
    newest: int
    columns: list[tuple[str, str, bytes]]


class TextChunk(NamedTuple):
    """Some entries of a dictionary: their numbers, ascending, and each of the shape's `texts` of all of them.

    The texts are UTF-8 with U+0000 between one entry's and the next, and empty where there is none. `more` is
    whether entries may follow.
    """

    numbers: Sequence[int]
    columns: Sequence[bytes]
    more: bool


class AccountSource(InternReader, Protocol):
    """One account, seen through one snapshot. `contains` spells in SQL that a column holds a bound text.

    `cancel_scope` bounds what is read: long work checks it between steps.
    """

    contains: str
    cancel_scope: CancelScope

    def last(self) -> int:
        """The last sequence of the account."""
        ...

    def segments(self) -> list[SegmentInfo]:
        """The segments, in the order of their sequences."""
        ...

    def column(self, segment: int, name: str) -> tuple[str, bytes]:
        """The type and the bytes of a segment's column."""
        ...

    def rows(self, first: int, last: int, order: Order = "asc") -> Iterator[SearchRow]:
        """The events with sequences from `first` to `last`, by timestamp and sequence."""
        ...

    def events(self, sequences: Sequence[int]) -> Sequence[EventRow]:
        """The rows of the events with these sequences, in any order."""
        ...

    def ahead(self, after: int, size: int) -> int | None:
        """The sequence that is `size` events behind another; None where there are fewer events."""
        ...

    def numbers(self, statement: str, values: list[Any]) -> list[int]:
        """What a statement yields that selects one number. Its values are bound for `?`."""
        ...

    def texts(self, shape: InternTable, after: int) -> TextChunk:
        """The next entries of a dictionary with numbers beyond `after`, perhaps none."""
        ...


class SegmentWriter(AccountSource, Protocol):
    """One account, while a segment of it is made."""

    def put(self, segment: NewSegment) -> None:
        """Write a segment in place of those that it replaces, unless another process was first."""
        ...


class Compactable(Protocol):
    """An engine whose accounts can be sealed."""

    def compacting(self, account: int) -> AbstractContextManager[SegmentWriter | None]:
        """The account for the `with` block; None when another process is sealing it."""
        ...
