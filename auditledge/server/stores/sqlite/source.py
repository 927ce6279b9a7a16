"""What the columns read and write of one account in the SQLite store."""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from auditledge.server.stores.cancel_scope import UNBOUNDED, CancelScope
from auditledge.server.stores.clock_tables import REPAIRED
from auditledge.server.stores.columnar.segment_builder import fits
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
from auditledge.server.stores.row_codec import EventRow, id_to_bytes
from auditledge.server.stores.sqlite.schema import PLACE_BITS

_MAX_SEQUENCE = (1 << PLACE_BITS) - 1
_CHUNK = 2_048  # interned values that are read at once: eight megabytes at most

_COLUMNS = {name: name for name in EventRow._fields} | {"sequence": f"place & {_MAX_SEQUENCE}"}
EVENTS = f"SELECT {', '.join(_COLUMNS.values())} FROM events"
"""The beginning of a statement that reads event rows."""

_AT = "WHERE place IN (SELECT value FROM json_each(?))"
_EVENT_ROWS = f"{EVENTS} {_AT}"
_TEXTS = _COLUMNS | {"id": "hex(id)"}
_JOINED_EVENT_ROWS = f"SELECT json_group_array(json_array({', '.join(_TEXTS.values())})) FROM events {_AT}"
_FEW_EVENTS = 32  # with two megabytes at most
# NOT INDEXED: by place, whatever the planner thinks of another index.
_SEARCHED = {name: name for name in SearchRow._fields} | {
    "sequence": f"place & {_MAX_SEQUENCE}",
    **{name: f"coalesce({name}, 0)" for name in NULLABLE},
}
_SEARCH_ROWS = f"""
SELECT {", ".join(f"{value} AS {name}" for name, value in _SEARCHED.items())}
FROM events NOT INDEXED WHERE place BETWEEN ? AND ? ORDER BY timestamp {{0}}, place {{0}}"""
_JOINED_ROWS = f"SELECT json_group_array(json_array({', '.join(SearchRow._fields)})) FROM ({{0}})"
_READ_COLUMNS = """
SELECT c.segment, c.name, c.content FROM json_each(?) w CROSS JOIN columns c
ON c.segment = json_extract(w.value, '$[0]') AND c.name = json_extract(w.value, '$[1]')"""
_UNINDEXED = """
SELECT segment FROM segments s WHERE account = ?
AND NOT EXISTS (SELECT 1 FROM columns c WHERE c.segment = s.segment AND c.name = ?)
ORDER BY last DESC LIMIT 1"""
_SEQUENCE_OF = "SELECT place FROM events WHERE account = ? AND id = ?"
_RECEIVED_AT = "SELECT received_at FROM events WHERE place BETWEEN ? AND ? ORDER BY place LIMIT 1"
_AT_ONCE = 2_000  # rows that are read as one: see `select_numbers`
_SEQUENCE_AFTER = "SELECT place FROM events WHERE place > ? AND place <= ? ORDER BY place LIMIT 1 OFFSET ?"
_SEGMENTS = f"""
SELECT json_group_array(json_array({", ".join(SegmentInfo._fields)}))
FROM (SELECT * FROM segments WHERE account = ? ORDER BY last)"""


def text_chunk_statement(table: InternTable, columns: Sequence[str]) -> str:
    """The statement that reads the next interned values of an account, with numbers after another."""
    texts = ", ".join(f"coalesce({text}, '') AS {text}" for text in columns)
    joined = ", ".join(f"CAST(group_concat({text}, char(0)) AS BLOB)" for text in columns)
    values = f"""
        SELECT {table.number} AS number, {texts} FROM {table.name}
        WHERE account = ? AND {table.number} > ? ORDER BY {table.number} LIMIT {_CHUNK}"""
    return f"SELECT json_group_array(number), {joined} FROM ({values})"


class SQLiteSource:
    """One account, seen through a connection."""

    contains = "instr({}, ?) > 0"
    same_id = "id = ?"
    same_value = "{} = ?"

    def __init__(
        self, connection: sqlite3.Connection, account: int, cancel_scope: CancelScope = UNBOUNDED
    ) -> None:
        self.account = account
        self.cancel_scope = cancel_scope
        self._connection = connection
        self._base = account << PLACE_BITS

    def last(self) -> int:
        """The last sequence of the account."""
        statement = "SELECT sequence FROM accounts WHERE account = ?"
        return int(self._connection.execute(statement, [self.account]).fetchone()[0])

    def segments(self) -> list[SegmentInfo]:
        """The segments, in the order of their sequences."""
        (joined,) = self._connection.execute(_SEGMENTS, [self.account]).fetchone()
        return [*map(SegmentInfo._make, json.loads(joined))]

    def unindexed_segment(self) -> int | None:
        """The latest segment that has no term index."""
        row = self._connection.execute(_UNINDEXED, [self.account, HEADER]).fetchone()
        return None if row is None else int(row[0])

    def column(self, segment: int, name: str) -> tuple[str, bytes] | None:
        """The type and the bytes of a segment's column; None if it has no such column."""
        statement = "SELECT type, content FROM columns WHERE segment = ? AND name = ?"
        row: tuple[str, bytes] | None = self._connection.execute(statement, [segment, name]).fetchone()
        return row

    def columns(self, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], bytes]:
        """The bytes of columns, by segment and name, without those that don't exist."""
        found = self._connection.execute(_READ_COLUMNS, [json.dumps(wanted)])
        return {(segment, name): content for segment, name, content in found}

    def search_rows(self, first: int, last: int, order: Order = "asc") -> Iterator[SearchRow]:
        """The events with sequences from `first` to `last`, by timestamp and sequence."""
        places = [self._base | first, self._base | last]
        statement = _SEARCH_ROWS.format(DIRECTIONS[order])
        if last - first < _AT_ONCE:
            (joined,) = self._connection.execute(_JOINED_ROWS.format(statement), places).fetchone()
            yield from map(SearchRow._make, json.loads(joined))
            return
        cursor = self._connection.execute(statement, places)
        while rows := cursor.fetchmany(_AT_ONCE):
            self.cancel_scope.check()
            yield from map(SearchRow._make, rows)

    def search_columns(self, first: int, last: int) -> SearchColumns:
        """The events with sequences from `first` to `last`, by timestamp and sequence, as columns."""
        places = [self._base | first, self._base | last]
        return SearchColumns.of(self._connection.execute(_SEARCH_ROWS.format("ASC"), places).fetchall())

    def event_rows(self, sequences: Sequence[int]) -> Sequence[EventRow]:
        """The events with these sequences, in any order."""
        places = json.dumps([self._base | sequence for sequence in sequences])
        if len(sequences) > _FEW_EVENTS:
            return list(map(EventRow._make, self._connection.execute(_EVENT_ROWS, [places]).fetchall()))
        # As one row: see `select_numbers`.
        (joined,) = self._connection.execute(_JOINED_EVENT_ROWS, [places]).fetchone()
        return [EventRow(bytes.fromhex(row[0]), *row[1:]) for row in json.loads(joined)]

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The interned values with these numbers: the number, and the table's columns."""
        columns = ", ".join([table.number, *table.columns])
        condition = f"{table.number} IN (SELECT value FROM json_each(?)) AND account = ?"
        joined = f"json_group_array(json_array({columns}))"
        statement = f"SELECT {joined} FROM {table.name} NOT INDEXED WHERE {condition}"
        (row,) = self._connection.execute(statement, [json.dumps([*numbers]), self.account])
        values: list[Sequence[Any]] = json.loads(row[0])
        return values

    def sequence_of(self, event_id: str) -> int | None:
        """The sequence of the event with this id; None if the account has none."""
        row = self._connection.execute(_SEQUENCE_OF, [self.account, id_to_bytes(event_id)]).fetchone()
        return None if row is None else int(row[0]) - self._base

    def repaired(self) -> list[int]:
        """The sequences, ascending, after which events may have earlier receipts: the clock was repaired."""
        return sorted(self.select_numbers(REPAIRED, [self.account]))

    def received_at(self, sequence: int) -> int | None:
        """When the first event from a sequence on was received; None if there is none."""
        places = [self._base | sequence, self._base | _MAX_SEQUENCE]
        row = self._connection.execute(_RECEIVED_AT, places).fetchone()
        return None if row is None else int(row[0])

    def sequence_after(self, after: int, size: int) -> int | None:
        """The sequence of the `size`-th event after a sequence; None if there are fewer events."""
        places = [self._base | after, self._base | _MAX_SEQUENCE, size - 1]
        row = self._connection.execute(_SEQUENCE_AFTER, places).fetchone()
        return None if row is None else int(row[0]) - self._base

    def select_numbers(self, statement: str, values: list[Any]) -> list[int]:
        """The rows of a statement that selects one number."""
        # As one row: between two rows another thread may take the interpreter lock, and keep it for a while.
        statement = f"WITH found (number) AS ({statement}) SELECT json_group_array(number) FROM found"
        (row,) = self._connection.execute(statement, values)
        numbers: list[int] = json.loads(row[0])
        return numbers

    def text_chunk(self, table: InternTable, columns: Sequence[str], after: int) -> TextChunk:
        """The next interned values, as one row: see `select_numbers`."""
        statement = text_chunk_statement(table, columns)
        (row,) = self._connection.execute(statement, [self.account, after])
        numbers: list[int] = json.loads(row[0])
        return TextChunk(numbers, row[1:], more=len(numbers) == _CHUNK)


class SQLiteSegmentTarget(SQLiteSource):
    """One account, read on one connection; `writing` gives another one in a write transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        account: int,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        super().__init__(connection, account)
        self._writing = writing

    def replace_segment(self, segment: NewSegment) -> None:
        """Write a segment in place of those that it replaces, unless another process was first."""
        with self._writing() as writer:
            if fits(segment, SQLiteSource(writer, self.account).segments()):
                write_segment(writer, self.account, segment)


def write_segment(connection: sqlite3.Connection, account: int, segment: NewSegment) -> None:
    """Write a segment in place of those that it replaces, in a write transaction."""
    replaced = json.dumps(segment.replaces)
    for table in ("columns", "segments"):
        statement = f"DELETE FROM {table} WHERE segment IN (SELECT value FROM json_each(?))"
        connection.execute(statement, [replaced])
    inserted = connection.execute(
        "INSERT INTO segments (account, first, last, events, oldest, newest, format)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            account,
            segment.first,
            segment.last,
            segment.events,
            segment.oldest,
            segment.newest,
            SEGMENT_FORMAT,
        ],
    )
    rows = [(inserted.lastrowid, column.name, column.type, column.content) for column in segment.columns]
    connection.executemany("INSERT INTO columns (segment, name, type, content) VALUES (?, ?, ?, ?)", rows)
