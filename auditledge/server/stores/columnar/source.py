"""What the columns need from an engine: one account's rows, interned values and segments."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.intern_cache import InternReader
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import Order
from auditledge.server.stores.row_codec import EventRow

NULLABLE = ("organization", "actor_type", "on_behalf_of", "outcome", "ip")
"""The columns of a search row that are NULL in the table where they are 0 in the row."""

DIRECTIONS: dict[Order, str] = {"asc": "ASC", "desc": "DESC"}


class SearchRow(NamedTuple):
    """What an event is searched by, apart from terms. Numbers; 0 is none."""

    timestamp: int
    sequence: int
    organization: int
    actor: int
    kind: int
    actor_type: int
    on_behalf_of: int
    outcome: int
    ip: int


class SearchColumns(NamedTuple):
    """Search rows column by column: every field has one item for each event."""

    timestamp: Sequence[int]
    sequence: Sequence[int]
    organization: Sequence[int]
    actor: Sequence[int]
    kind: Sequence[int]
    actor_type: Sequence[int]
    on_behalf_of: Sequence[int]
    outcome: Sequence[int]
    ip: Sequence[int]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "SearchColumns":
        """The columns of rows as the database returns them.

        Many rows are never made SearchRows: unlike plain tuples of numbers, the garbage collector goes
        through these again and again.
        """
        return cls._make(zip(*rows, strict=True) if rows else [()] * len(cls._fields))


class SegmentInfo(NamedTuple):
    """A row of `segments`: which sequences it covers, how many events it has, and their timestamps."""

    segment: int
    first: int
    last: int
    events: int
    oldest: int
    newest: int


class SegmentColumn(NamedTuple):
    """A row of `columns`: a column of integers, as `encoding.pack` returns it."""

    name: str
    type: str
    content: bytes


SEGMENT_FORMAT = 2
"""The `format` of segments that are written now. Those of 1 were written before events had an `outcome`."""


class NewSegment(NamedTuple):
    """A segment that is built but not written yet. `replaces` are the numbers of segments."""

    replaces: list[int]
    first: int
    last: int
    events: int
    oldest: int
    newest: int
    columns: list[SegmentColumn]


class TextChunk(NamedTuple):
    """Some interned values: their numbers, ascending, and some columns of texts for all of them.

    A column of texts is UTF-8, with U+0000 between one value's text and the next, and an empty text for None.
    `more` is whether values may follow.
    """

    numbers: Sequence[int]
    columns: Sequence[bytes]
    more: bool


class AccountSource(InternReader, Protocol):
    """One account, seen through one snapshot."""

    contains: str
    """SQL for whether a column, which is filled in for `{}`, contains a text, which is bound for `?`."""

    same_id: str
    """SQL for whether the column `id` is a text, which is bound for each `?`, by an index of long ids."""

    same_value: str
    """The same for a table's only column, which is filled in for `{}`, by the index that finds values."""

    cancel_scope: CancelScope
    """The bound on what is read: long work checks it between steps."""

    def last(self) -> int:
        """The last sequence of the account."""
        ...

    def segments(self) -> list[SegmentInfo]:
        """The segments, in the order of their sequences."""
        ...

    def unindexed_segment(self) -> int | None:
        """The latest segment that has no term index."""
        ...

    def column(self, segment: int, name: str) -> tuple[str, bytes] | None:
        """The type and the bytes of a segment's column; None if it has no such column."""
        ...

    def columns(self, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], bytes]:
        """The bytes of columns, by segment and name, without those that don't exist."""
        ...

    def search_rows(self, first: int, last: int, order: Order = "asc") -> Iterator[SearchRow]:
        """The events with sequences from `first` to `last`, by timestamp and sequence."""
        ...

    def search_columns(self, first: int, last: int) -> SearchColumns:
        """The events with sequences from `first` to `last`, by timestamp and sequence, as columns."""
        ...

    def event_rows(self, sequences: Sequence[int]) -> Sequence[EventRow]:
        """The events with these sequences, in any order."""
        ...

    def sequence_of(self, event_id: str) -> int | None:
        """The sequence of the event with this id; None if the account has none."""
        ...

    def repaired(self) -> list[int]:
        """The sequences, ascending, after which events may have earlier receipts: the clock was repaired."""
        ...

    def received_at(self, sequence: int) -> int | None:
        """When the first event from a sequence on was received; None if there is none."""
        ...

    def sequence_after(self, after: int, size: int) -> int | None:
        """The sequence of the `size`-th event after a sequence; None if there are fewer events."""
        ...

    def select_numbers(self, statement: str, values: list[Any]) -> list[int]:
        """The rows of a statement that selects one number. Its values are bound for `?`."""
        ...

    def text_chunk(self, table: InternTable, columns: Sequence[str], after: int) -> TextChunk:
        """The next interned values with numbers after `after`, perhaps none; these columns of each."""
        ...


class SegmentTarget(AccountSource, Protocol):
    """One account, while a segment of it is built."""

    def replace_segment(self, segment: NewSegment) -> None:
        """Write a segment in place of those that it replaces, unless another process was first."""
        ...


class Compactable(Protocol):
    """A store whose accounts can be compacted."""

    def compacting(self, account: int) -> AbstractContextManager[SegmentTarget | None]:
        """The account, for the `with` block; None while another process compacts it."""
        ...
