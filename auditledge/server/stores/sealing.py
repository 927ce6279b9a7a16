"""Sealing: turning an account's latest events into a segment, in small steps, beside the writer.

What is unsealed is read row by row, so a few thousand events are sealed soon, into a small segment; many
small ones become a large one. A step reads without a lock and writes in one short transaction, which holds
the segment whole or not at all: a process may be killed anywhere, and several may seal one file.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditledge.server.stores.columns import pack
from auditledge.server.stores.schema import PLACE_BITS
from auditledge.server.stores.segments import DIMENSIONS, resource_key

_SMALL_IN_LARGE = 32

_Columns = list[tuple[str, Iterable[int]]]


class Sealed(NamedTuple):
    """A segment that is built, and not written yet. Columns are a name, a type and bytes."""

    account: int
    first: int
    last: int
    events: int
    oldest: int
    newest: int
    replaces: list[int]
    columns: list[tuple[str, str, bytes]]


def small_size(most: int) -> int:
    """How many events a small segment has, of which `most` make a large one."""
    return max(1, most // _SMALL_IN_LARGE)


def ripe_accounts(connection: sqlite3.Connection, most: int) -> list[int]:
    """The accounts that have enough behind their last segment for another."""
    rows = connection.execute(
        "SELECT account FROM accounts a WHERE a.sequence >= ? +"
        " (SELECT coalesce(max(last), 0) FROM segments s WHERE s.account = a.account)",
        [small_size(most)],
    )
    return [account for (account,) in rows]


def next_range(connection: sqlite3.Connection, account: int, most: int) -> tuple[int, int] | None:
    """The sequences that the account's next segment covers, first and last; None when nothing is ripe."""
    sequence, sealed = connection.execute(
        "SELECT sequence, (SELECT coalesce(max(last), 0) FROM segments WHERE account = ?1)"
        " FROM accounts WHERE account = ?1",
        [account],
    ).fetchone()
    start = _start_of_small(connection, account, most, sealed)
    if sequence >= start + most - 1:
        return start, max(start + most - 1, sealed)
    small = small_size(most)
    return (sealed + 1, sealed + small) if sequence >= sealed + small else None


def build(connection: sqlite3.Connection, account: int, first: int, last: int, *, deleted: int = 0) -> Sealed:
    """The segment of these sequences, in place of those that cover some of them.

    `deleted` is the sequence up to which events count as deleted, although they may still be there.
    """
    base = account << PLACE_BITS
    replaces = [segment for segment, _, _ in _covered(connection, account, first, last)]
    rows = connection.execute(
        "SELECT timestamp, place, coalesce(organization, 0), actor, kind, resource_id"
        " FROM events WHERE place BETWEEN ? AND ?",
        [base | max(first, deleted + 1), base | last],
    ).fetchall()
    rows.sort()
    times, places, *dimensions = zip(*rows, strict=True) if rows else [()] * 6
    columns: _Columns = [("times", times), ("offsets", [place - base - first for place in places])]
    for name, values in zip(DIMENSIONS, dimensions, strict=True):
        columns += _dimension(name, values)
    packed = [(name, *pack(values)) for name, values in columns]
    oldest, newest = min(times, default=0), max(times, default=0)
    return Sealed(account, first, last, len(rows), oldest, newest, replaces, packed)


def write(connection: sqlite3.Connection, *sealed: Sealed) -> bool:
    """Write segments that follow each other, in place of those that they replace.

    False, and nothing is written, when what is there has changed since they were built. To be called inside a
    transaction that writes.
    """
    account, first, last = sealed[0].account, sealed[0].first, sealed[-1].last
    covered = _covered(connection, account, first, last)
    replaced = list(dict.fromkeys(segment for each in sealed for segment in each.replaces))
    (before,) = connection.execute(
        "SELECT coalesce(max(last), 0) FROM segments WHERE account = ? AND last < ?", [account, first]
    ).fetchone()
    if [segment for segment, _, _ in covered] != replaced or before != first - 1:
        return False
    if covered and (covered[0][1] != first or covered[-1][2] > last):
        return False
    for segment in replaced:
        connection.execute("DELETE FROM columns WHERE segment = ?", [segment])
        connection.execute("DELETE FROM segments WHERE segment = ?", [segment])
    for each in sealed:
        _insert(connection, each)
    return True


def _insert(connection: sqlite3.Connection, sealed: Sealed) -> None:
    *facts, _, columns = sealed
    inserted = connection.execute(
        "INSERT INTO segments (account, first, last, events, oldest, newest) VALUES (?, ?, ?, ?, ?, ?)", facts
    )
    rows = [(inserted.lastrowid, *column) for column in columns]
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", rows)


def _covered(
    connection: sqlite3.Connection, account: int, first: int, last: int
) -> list[tuple[int, int, int]]:
    """The segments that cover some of these sequences: number, first and last."""
    return connection.execute(
        "SELECT segment, first, last FROM segments"
        " WHERE account = ? AND last >= ? AND first <= ? ORDER BY last",
        [account, first, last],
    ).fetchall()


def _start_of_small(connection: sqlite3.Connection, account: int, most: int, sealed: int) -> int:
    """The sequence that the small segments at the end begin with, or the first one that is not sealed."""
    start = sealed + 1
    for first, last in connection.execute(
        "SELECT first, last FROM segments WHERE account = ? ORDER BY last DESC", [account]
    ):
        if last - first + 1 >= most:
            break
        start = first
    return int(start)


def _dimension(name: str, values: Sequence[int | str]) -> _Columns:
    """The three columns of a dimension (see `columns`). Values are numbers, or ids of resources."""
    counts = Counter(values)
    keys = {value: resource_key(value) if isinstance(value, str) else value for value in counts}
    values_in_order = sorted(keys, key=keys.__getitem__)
    codes = {value: code for code, value in enumerate(values_in_order)}
    return [
        (name, [keys[value] for value in values_in_order]),
        (f"{name}_codes", map(codes.__getitem__, values)),
        (f"{name}_counts", map(counts.__getitem__, values_in_order)),
    ]
