"""What the columns read and write of one account in the SQLite store."""

# ruff: noqa: S608 - statements are built from our own names; what comes from outside is bound

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from auditledge.server.stores.cancel_scope import UNBOUNDED, CancelScope
from auditledge.server.stores.columnar.segment_builder import fits
from auditledge.server.stores.columnar.source import DIRECTIONS, NewSegment, SearchRow, SegmentInfo, TextChunk
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import Order
from auditledge.server.stores.row_codec import EventRow
from auditledge.server.stores.sqlite.schema import PLACE_BITS

_MOST_SEQUENCE = (1 << PLACE_BITS) - 1
_CHUNK = 2_048  # entries of a dictionary that are read at once: eight megabytes at most

_COLUMNS = {name: name for name in EventRow._fields} | {"sequence": f"place & {_MOST_SEQUENCE}"}
EVENTS = f"SELECT {', '.join(_COLUMNS.values())} FROM events"
"""The beginning of a statement that reads event rows."""

_BY_PLACE = f"{EVENTS} WHERE place IN (SELECT value FROM json_each(?))"
_ROWS = f"""
SELECT timestamp AS t, place & {_MOST_SEQUENCE} AS s, coalesce(organization, 0) AS o, actor AS a, kind AS k,
    resource_id AS r
FROM events NOT INDEXED WHERE place BETWEEN ? AND ? ORDER BY timestamp {{0}}, place {{0}}"""
_JOINED_ROWS = "SELECT json_group_array(json_array(t, s, o, a, k, r)) FROM ({0})"
_AT_ONCE = 2_000  # rows
_AHEAD = "SELECT place FROM events WHERE place > ? AND place <= ? ORDER BY place LIMIT 1 OFFSET ?"
_SEGMENTS = """
SELECT segment, first, last, events, oldest, newest FROM segments WHERE account = ? ORDER BY last"""


def texts_statement(shape: InternTable) -> str:
    """What reads the next entries of a dictionary, of an account and with numbers beyond another."""
    columns = ", ".join(f"coalesce({text}, '') AS {text}" for text in shape.texts)
    joined = ", ".join(f"CAST(group_concat({text}, char(0)) AS BLOB)" for text in shape.texts)
    entries = f"""
        SELECT {shape.number} AS number, {columns} FROM {shape.table}
        WHERE account = ? AND {shape.number} > ? ORDER BY {shape.number} LIMIT {_CHUNK}"""
    return f"SELECT json_group_array(number), {joined} FROM ({entries})"


class SQLiteSource:
    """One account, seen through a connection."""

    contains = "instr({}, ?) > 0"

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
        return [SegmentInfo(*row) for row in self._connection.execute(_SEGMENTS, [self.account])]

    def column(self, segment: int, name: str) -> tuple[str, bytes]:
        """The type and the bytes of a segment's column."""
        statement = "SELECT type, content FROM columns WHERE segment = ? AND name = ?"
        (row,) = self._connection.execute(statement, [segment, name])
        return row[0], row[1]

    def rows(self, first: int, last: int, order: Order = "asc") -> Iterator[SearchRow]:
        """The events with sequences from `first` to `last`, by timestamp and sequence."""
        places = [self._base | first, self._base | last]
        statement = _ROWS.format(DIRECTIONS[order])
        if last - first < _AT_ONCE:
            (joined,) = self._connection.execute(_JOINED_ROWS.format(statement), places).fetchone()
            yield from map(tuple, json.loads(joined))
            return
        cursor = self._connection.execute(statement, places)
        while rows := cursor.fetchmany(_AT_ONCE):
            self.cancel_scope.check()
            yield from rows

    def events(self, sequences: Sequence[int]) -> Sequence[EventRow]:
        """The rows of the events with these sequences, in any order."""
        places = json.dumps([self._base | sequence for sequence in sequences])
        return list(map(EventRow._make, self._connection.execute(_BY_PLACE, [places]).fetchall()))

    def entries(self, shape: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        """The entries of a dictionary with these numbers."""
        columns = ", ".join([shape.number, *shape.columns])
        scope = f"{shape.number} IN (SELECT value FROM json_each(?)) AND account = ?"
        joined = f"json_group_array(json_array({columns}))"
        statement = f"SELECT {joined} FROM {shape.table} NOT INDEXED WHERE {scope}"
        (row,) = self._connection.execute(statement, [json.dumps([*numbers]), self.account])
        entries: list[Sequence[Any]] = json.loads(row[0])
        return entries

    def ahead(self, after: int, size: int) -> int | None:
        """The sequence that is `size` events behind another; None where there are fewer events."""
        places = [self._base | after, self._base | _MOST_SEQUENCE, size - 1]
        row = self._connection.execute(_AHEAD, places).fetchone()
        return None if row is None else int(row[0]) - self._base

    def numbers(self, statement: str, values: list[Any]) -> list[int]:
        """What a statement yields that selects one number."""
        # As one row: between rows other threads may take the interpreter, and keep it for a while.
        statement = f"WITH found (number) AS ({statement}) SELECT json_group_array(number) FROM found"
        (row,) = self._connection.execute(statement, values)
        numbers: list[int] = json.loads(row[0])
        return numbers

    def texts(self, shape: InternTable, after: int) -> TextChunk:
        """The next entries of a dictionary, joined by the engine: so it takes one step, see `numbers`."""
        (row,) = self._connection.execute(texts_statement(shape), [self.account, after])
        numbers: list[int] = json.loads(row[0])
        return TextChunk(numbers, row[1:], more=len(numbers) == _CHUNK)


class SQLiteSegmentWriter(SQLiteSource):
    """One account, read through one connection; `writing` gives another in a transaction that writes."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        account: int,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        super().__init__(connection, account)
        self._writing = writing

    def put(self, segment: NewSegment) -> None:
        """Write a segment in place of those that it replaces, unless another process was first."""
        with self._writing() as writer:
            if fits(segment, SQLiteSource(writer, self.account).segments()):
                write_segment(writer, self.account, segment)


def write_segment(connection: sqlite3.Connection, account: int, segment: NewSegment) -> None:
    """Write a segment in place of those that it replaces, inside a transaction that writes."""
    replaces, *facts, columns = segment
    gone = json.dumps(replaces)
    for table in ("columns", "segments"):
        connection.execute(f"DELETE FROM {table} WHERE segment IN (SELECT value FROM json_each(?))", [gone])
    inserted = connection.execute(
        "INSERT INTO segments (account, first, last, events, oldest, newest) VALUES (?, ?, ?, ?, ?, ?)",
        [account, *facts],
    )
    rows = [(inserted.lastrowid, *column) for column in columns]
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", rows)
