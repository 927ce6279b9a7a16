"""Rows of a file to import, each turned into an event: JSON Lines, JSON as `export` writes it, or CSV."""

import contextlib
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from auditledge.cli.csv_columns import COLUMNS
from auditledge.cli.exit_codes import FAILED, Ended, usage_error
from auditledge.contract.csv_cells import unguard
from auditledge.contract.numbers import read_float

MOST_BYTES = 2 << 20
"""A line that is longer holds no event: the contract's most is 262,144 bytes, six times that with escapes."""

_NOT_SENT = "received_at"


class Row(NamedTuple):
    """A row: the line on which it begins, and its event, or what is wrong with it."""

    line: int
    event: dict[str, Any] | None
    problem: str | None = None


def read_json(file: BinaryIO) -> Iterator[Row]:
    """The rows of JSON Lines; blank lines are none. Brackets and commas between the lines do no harm."""
    number = 0
    while line := file.readline(MOST_BYTES):
        number += 1
        begins = number
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            _skip_line(file)
            yield Row(begins, None, f"is longer than {MOST_BYTES:,} bytes")
            continue
        text = line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip()
        if text in {b"", b"[", b"]", b"[]"}:
            continue
        yield _parse(begins, text)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
        pass


def _parse(line: int, text: bytes) -> Row:
    if text[:1] == b"[":
        text = text[1:]
    try:
        event = _read_json(text.rstrip(b",").decode())
    except (ValueError, RecursionError) as error:
        reason = "nests too deep" if isinstance(error, RecursionError) else str(error)
        return Row(line, None, f"is not JSON: {reason}")
    if not isinstance(event, dict):
        return Row(line, None, "is not a JSON object")
    event.pop(_NOT_SENT, None)
    return Row(line, event)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"JSON has no {name}")


_read_json = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=read_float
).decode


def read_csv(file: BinaryIO, mapping: Mapping[str, str], ignored: Sequence[str]) -> Iterator[Row]:
    """The rows of CSV with a heading. `mapping` is column to field, for columns that an export does not have.

    A file with the columns of an export loses the apostrophes that the export put in front of formulas.
    """
    csv.field_size_limit(MOST_BYTES)
    text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, strict=True)
    try:
        heading = next(reader, [])
        fields = _fields(heading, mapping, ignored)
        treat = unguard if heading == list(COLUMNS) else str
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(line, fields, [treat(cell) for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise Ended(f"line {reader.line_num}: the CSV can't be read on: {error}", FAILED) from None
    finally:
        # The file is not ours to close; after an interruption it is closed already.
        with contextlib.suppress(ValueError):
            text.detach()


def _fields(heading: Sequence[str], mapping: Mapping[str, str], ignored: Sequence[str]) -> list[str | None]:
    """The field of each column; None for one that is left out."""
    if missing := (mapping.keys() | set(ignored)) - set(heading):
        usage_error(f"there is no column {', '.join(sorted(missing))}; there are {', '.join(heading)}")
    known = COLUMNS | {path: path for path in COLUMNS.values()} | dict(mapping)
    fields: list[str | None] = []
    for column in heading:
        field = None if column in ignored or column == _NOT_SENT else known.get(column, column)
        if field is not None and not _is_field(field):
            usage_error(
                f"the column {column!r} is not known: keep it with --map metadata.{column}={column}, "
                f"or leave it out with --ignore {column}"
            )
        if field is not None and field in fields:
            usage_error(f"two columns hold {field}: leave one out with --ignore {column}")
        fields.append(field)
    return fields


def _is_field(field: str) -> bool:
    return field in COLUMNS.values() or (field.startswith("metadata.") and len(field) > len("metadata."))


def _row(line: int, fields: Sequence[str | None], cells: Sequence[str]) -> Row:
    if len(cells) != len(fields):
        return Row(line, None, f"has {len(cells)} cells where the heading has {len(fields)}")
    event: dict[str, Any] = {}
    # `metadata` comes before its members, wherever the columns stand.
    for field, cell in sorted(
        (f, c) for f, c in zip(fields, cells, strict=True) if f is not None and c != ""
    ):
        if field == "metadata":
            try:
                event["metadata"] = _read_json(cell)
            except (ValueError, RecursionError):
                return Row(line, None, "metadata is not JSON")
            continue
        parent, _, name = field.rpartition(".") if not field.startswith("metadata.") else field.partition(".")
        inner = event.setdefault(parent, {}) if parent else event
        if not isinstance(inner, dict):
            return Row(line, None, f"metadata is not a JSON object, which {field} could be part of")
        inner[name] = cell
    return Row(line, event)
