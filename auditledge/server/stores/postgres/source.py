"""What the columns read and write of one account in the PostgreSQL store."""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from auditledge.server.stores.cancel_scope import UNBOUNDED, CancelScope
from auditledge.server.stores.clock_tables import REPAIRED
from auditledge.server.stores.columnar.source import (
    DIRECTIONS,
    NULLABLE,
    SEGMENT_FORMAT,
    NewSegment,
    SearchColumns,
    SearchRow,
    SegmentInfo,
    TextChunk,
)
from auditledge.server.stores.columnar.term_index import HEADER
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import Order
from auditledge.server.stores.postgres.tenant_scope import Cursor, TenantScope
from auditledge.server.stores.row_codec import EventRow, id_to_bytes

COLUMNS = f"SELECT {', '.join(f'e.{name}' for name in EventRow._fields)}"
"""The beginning of a statement that reads event rows."""

# Range by range. LIMIT keeps the planner from reversing the join, and from opening the indexes of further
# months once all events of a range are found.
_EVENT_ROWS = f"""{COLUMNS} FROM unnest(%b::bigint[], %b::bigint[]) AS range (first, last)
CROSS JOIN LATERAL (SELECT * FROM events
    WHERE account = %b AND sequence BETWEEN range.first AND range.last
    LIMIT range.last - range.first + 1) e"""
_MAX_GAP = 8  # sequences between two wanted ones: reading that many rows costs less than another index lookup
_SEARCHED = {name: name for name in SearchRow._fields} | {name: f"coalesce({name}, 0)" for name in NULLABLE}
_SEARCH_ROWS = f"""
SELECT {", ".join(_SEARCHED.values())} FROM events
WHERE account = %b AND sequence BETWEEN %b AND %b ORDER BY timestamp {{0}}, sequence {{0}}"""
# LIMIT keeps the planner from reversing the join.
_READ_COLUMNS = """
SELECT c.segment, c.name, c.content FROM unnest(%b::bigint[], %b::text[]) AS wanted (segment, name)
CROSS JOIN LATERAL (SELECT * FROM columns
    WHERE account = %b AND segment = wanted.segment AND name = wanted.name LIMIT 1) c"""
# LIMIT keeps the planner from joining each segment with the columns of all.
_UNINDEXED = """
SELECT s.segment FROM segments s
LEFT JOIN LATERAL (SELECT c.segment FROM columns c
    WHERE c.account = %b AND c.segment = s.segment AND c.name = %b LIMIT 1) indexed ON true
WHERE s.account = %b AND indexed.segment IS NULL
ORDER BY s.last DESC LIMIT 1"""
# BETWEEN forces the planner to use the index of ids: see _BY_ID in snapshot.py.
_SEQUENCE_OF = "SELECT sequence FROM events WHERE account = %b AND id BETWEEN %b AND %b ORDER BY id"
_RECEIVED_AT = """
SELECT received_at FROM events WHERE account = %b AND sequence >= %b ORDER BY sequence LIMIT 1"""
_AT_ONCE = 100_000  # rows; more are read through a cursor
_SEQUENCE_AFTER = """
SELECT sequence FROM events WHERE account = %b AND sequence > %b ORDER BY sequence LIMIT 1 OFFSET %b"""
_SEGMENTS = f"SELECT {', '.join(SegmentInfo._fields)} FROM segments WHERE account = %b ORDER BY last"
_CHUNK = 2_048  # interned values that are read at once: eight megabytes at most
_LOCK_SEGMENTS = "SELECT pg_try_advisory_xact_lock(4705094, %b::integer)"
# One statement instead of four: each would be a round trip to the server.
_REPLACE_SEGMENT = """
WITH replaced_columns AS (DELETE FROM columns WHERE account = %b AND segment = ANY(%b::bigint[])),
replaced_segments AS (DELETE FROM segments WHERE account = %b AND segment = ANY(%b::bigint[])),
segment AS (
    INSERT INTO segments (account, segment, first, last, events, oldest, newest, format)
    VALUES (%b, %b, %b, %b, %b, %b, %b, %b)
)
INSERT INTO columns (account, segment, name, type, content)
SELECT %b, %b, new.* FROM unnest(%b::text[], %b::text[], %b::bytea[]) AS new"""


class PostgreSQLSource:
    """One account, seen through a transaction."""

    contains = "strpos({}, ?) > 0"
    same_id = 'id_hash = hashtextextended(? COLLATE "C", 0) AND id = ?'
    # See `interning.digest_of`: a column has no index of its own where values are found by their digests.
    same_value = "digest = sha256(convert_to(char_length(?::text) || ';' || ?::text, 'UTF8')) AND {} = ?"

    def __init__(self, scope: TenantScope, account: int, cancel_scope: CancelScope = UNBOUNDED) -> None:
        self.account = account
        self.cancel_scope = cancel_scope
        self._scope = scope

    def last(self) -> int:
        """The last sequence of the account."""
        (row, *_) = self._within("SELECT sequence FROM heads WHERE account = %b", [self.account])
        return int(row[0])

    def segments(self) -> list[SegmentInfo]:
        """The segments, in the order of their sequences."""
        return [SegmentInfo._make(row) for row in self._within(_SEGMENTS, [self.account])]

    def unindexed_segment(self) -> int | None:
        """The latest segment that has no term index."""
        row = self._within(_UNINDEXED, [self.account, HEADER, self.account]).fetchone()
        return None if row is None else int(row[0])

    def column(self, segment: int, name: str) -> tuple[str, bytes] | None:
        """The type and the bytes of a segment's column; None if it has no such column."""
        statement = "SELECT type, content FROM columns WHERE account = %b AND segment = %b AND name = %b"
        row = self._within(statement, [self.account, segment, name]).fetchone()
        return None if row is None else (row[0], row[1])

    def columns(self, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], bytes]:
        """The bytes of columns, by segment and name, without those that don't exist."""
        segments, names = [segment for segment, _ in wanted], [name for _, name in wanted]
        found = self._within(_READ_COLUMNS, [segments, names, self.account])
        return {(segment, name): content for segment, name, content in found}

    def search_rows(self, first: int, last: int, order: Order = "asc") -> Iterator[SearchRow]:
        """The events with sequences from `first` to `last`, by timestamp and sequence."""
        return map(SearchRow._make, self._search_rows(first, last, order))

    def search_columns(self, first: int, last: int) -> SearchColumns:
        """The events with sequences from `first` to `last`, by timestamp and sequence, as columns."""
        return SearchColumns.of(list(self._search_rows(first, last, "asc")))

    def event_rows(self, sequences: Sequence[int]) -> Sequence[EventRow]:
        """The events with these sequences, in any order."""
        ranges, wanted = _ranges(sorted(sequences)), set(sequences)
        found = self._within(_EVENT_ROWS, [*map(list, zip(*ranges, strict=True)), self.account])
        return [row for row in map(EventRow._make, found) if row.sequence in wanted]

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The interned values with these numbers: the number, and the table's columns."""
        columns, number = ", ".join([table.number, *table.columns]), table.number
        # BETWEEN forces the planner to use the index on numbers: see _BY_ID in snapshot.py.
        statement = f"""SELECT v.* FROM unnest(%b::integer[]) AS wanted (number) CROSS JOIN LATERAL
            (SELECT {columns} FROM {table.name}
            WHERE account = %b AND {number} BETWEEN wanted.number AND wanted.number ORDER BY {number}) v"""
        return self._within(statement, [[*numbers], self.account]).fetchall()

    def sequence_of(self, event_id: str) -> int | None:
        """The sequence of the event with this id; None if the account has none."""
        id_ = id_to_bytes(event_id)
        row = self._within(_SEQUENCE_OF, [self.account, id_, id_]).fetchone()
        return None if row is None else int(row[0])

    def repaired(self) -> list[int]:
        """The sequences, ascending, after which events may have earlier receipts: the clock was repaired."""
        return sorted(self.select_numbers(REPAIRED, [self.account]))

    def received_at(self, sequence: int) -> int | None:
        """When the first event from a sequence on was received; None if there is none."""
        row = self._within(_RECEIVED_AT, [self.account, sequence]).fetchone()
        return None if row is None else int(row[0])

    def sequence_after(self, after: int, size: int) -> int | None:
        """The sequence of the `size`-th event after a sequence; None if there are fewer events."""
        row = self._within(_SEQUENCE_AFTER, [self.account, after, size - 1]).fetchone()
        return None if row is None else int(row[0])

    def select_numbers(self, statement: str, values: list[Any]) -> list[int]:
        """The rows of a statement that selects one number."""
        return [number for (number,) in self._within(statement.replace("?", "%b"), values)]

    def text_chunk(self, table: InternTable, columns: Sequence[str], after: int) -> TextChunk:
        """The next interned values, joined by the server: one row is read faster than many."""
        values = f"""
            SELECT * FROM {table.name} WHERE account = %b AND {table.number} > %b
            ORDER BY {table.number} LIMIT {_CHUNK}"""
        joined = ", ".join(
            rf"string_agg(convert_to(coalesce({text}, ''), 'UTF8'), '\x00')" for text in columns
        )
        statement = f"SELECT array_agg({table.number}), {joined} FROM ({values}) AS v"
        (row,) = self._within(statement, [self.account, after])
        numbers: list[int] = row[0] or []
        return TextChunk(numbers, row[1:], more=len(numbers) == _CHUNK)

    def _search_rows(self, first: int, last: int, order: Order) -> Iterator[tuple[Any, ...]]:
        statement, values = _SEARCH_ROWS.format(DIRECTIONS[order]), [self.account, first, last]
        if last - first < _AT_ONCE:
            return iter(self._within(statement, values).fetchall())
        return self._scope.stream(self.account, statement, values, _AT_ONCE)

    def _within(self, statement: str, values: Sequence[Any]) -> Cursor:
        return self._scope.within(self.account, statement, values)


class PostgreSQLSegmentTarget(PostgreSQLSource):
    """One account, in a write transaction."""

    def try_lock(self) -> bool:
        """Keep others from compacting the account until the transaction ends; False if one is doing so."""
        ((locked,),) = self._within(_LOCK_SEGMENTS, [self.account])
        return bool(locked)

    def lock(self) -> None:
        """Wait until nobody compacts the account, and keep others from it until the transaction ends."""
        self._within(_LOCK_SEGMENTS.replace("try_", ""), [self.account])

    def replace_segment(self, segment: NewSegment) -> None:
        """Write a segment in place of those that it replaces."""
        replaced = [self.account, segment.replaces]
        # Random, as a number is never reused: processes cache columns by it.
        new = [self.account, secrets.randbits(63)]
        info = [segment.first, segment.last, segment.events, segment.oldest, segment.newest, SEGMENT_FORMAT]
        columns = [*map(list, zip(*segment.columns, strict=True))]
        self._within(_REPLACE_SEGMENT, [*replaced, *replaced, *new, *info, *new, *columns])


def _ranges(sequences: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges that contain all of these ascending sequences, and little else."""
    ranges: list[tuple[int, int]] = []
    for sequence in sequences:
        if ranges and sequence - ranges[-1][1] <= _MAX_GAP:
            ranges[-1] = ranges[-1][0], sequence
        else:
            ranges.append((sequence, sequence))
    return ranges
