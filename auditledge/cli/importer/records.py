"""What is read from a file: records, and the rows that are made of them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

MAX_RECORD_BYTES = 2 << 20
"""No event is longer: the contract allows 262,144 bytes, and escapes can take six times as much."""

SET_BY_LEDGER = "received_at"


class Record(NamedTuple):
    """A record of a file: the number of its first line, and its value or what is wrong with it.

    `value` is a JSON object or the cells of a CSV row by column; with a `problem` it may also be the text.
    """

    line: int
    value: Any
    problem: str | None = None


class Row(NamedTuple):
    """A record, and the event that is made of it or what is wrong with it."""

    record: Record
    event: dict[str, Any] | None
    problem: str | None = None


def as_events(records: Iterator[Record]) -> Iterator[Row]:
    """Records that are events already, such as those of an export."""
    for record in records:
        if record.problem is None:
            yield Row(record, {name: value for name, value in record.value.items() if name != SET_BY_LEDGER})
        else:
            yield Row(record, None, record.problem)
