"""Reads the rows of a file as events: JSON Lines, JSON as written by `export`, or CSV."""

import contextlib
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from auditledge.cli.exit_codes import FAILED, CommandFailed, usage_error
from auditledge.contract.csv_cells import unguard
from auditledge.contract.csv_columns import CSV_COLUMNS
from auditledge.contract.numbers import read_float

MAX_LINE_BYTES = 2 << 20
"""No event is longer: the contract allows 262,144 bytes, and escapes can take six times as much."""

_SET_BY_LEDGER = "received_at"


class Row(NamedTuple):
    """A row: the number of its first line, and its event or what is wrong with it."""

    line: int
    event: dict[str, Any] | None
    problem: str | None = None


def read_json(file: BinaryIO) -> Iterator[Row]:
    """The rows of JSON Lines, or of a JSON array with one event per line. Blank lines are skipped."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        first = number
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            _skip_line(file)
            yield Row(first, None, f"is longer than {MAX_LINE_BYTES:,} bytes")
            continue
        text = line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip()
        if text in {b"", b"[", b"]", b"[]"}:
            continue
        yield _parse(first, text)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass


def _parse(line: int, text: bytes) -> Row:
    if text[:1] == b"[":
        text = text[1:]
    try:
        event = _read_json(text.rstrip(b",").decode())
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return Row(line, None, f"is not JSON: {reason}")
    if not isinstance(event, dict):
        return Row(line, None, "is not a JSON object")
    event.pop(_SET_BY_LEDGER, None)
    return Row(line, event)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("an object has the same key twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not valid JSON")


_read_json = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=read_float
).decode


def read_csv(file: BinaryIO, mapping: Mapping[str, str], ignored: Sequence[str]) -> Iterator[Row]:
    """The rows of CSV with a heading. `mapping` maps columns that an export does not have to fields.

    If the file has the columns of an export, the apostrophes that the export put before formulas are removed.
    Raises CommandFailed if the file is not valid CSV; click.UsageError if its columns are unknown.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, strict=True)
    try:
        heading = next(reader, [])
        fields = _fields(heading, mapping, ignored)
        unescape = unguard if heading == list(CSV_COLUMNS) else str
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(line, fields, [unescape(cell) for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise CommandFailed(f"line {reader.line_num}: invalid CSV: {error}", FAILED) from None
    finally:
        # The caller closes the file; after an interruption it is closed already.
        with contextlib.suppress(ValueError):
            text.detach()


def _fields(heading: Sequence[str], mapping: Mapping[str, str], ignored: Sequence[str]) -> list[str | None]:
    """The field of each column; None for a column that is ignored."""
    if missing := (mapping.keys() | set(ignored)) - set(heading):
        usage_error(f"no such column: {', '.join(sorted(missing))}; the file has {', '.join(heading)}")
    known = CSV_COLUMNS | {path: path for path in CSV_COLUMNS.values()} | dict(mapping)
    fields: list[str | None] = []
    for column in heading:
        field = None if column in ignored or column == _SET_BY_LEDGER else known.get(column, column)
        if field is not None and not _is_field(field):
            usage_error(
                f"unknown column {column!r}: keep it with --map metadata.{column}={column}, "
                f"or skip it with --ignore {column}"
            )
        if field is not None and field in fields:
            usage_error(f"two columns for {field}: skip one with --ignore {column}")
        fields.append(field)
    return fields


def _is_field(field: str) -> bool:
    return field in CSV_COLUMNS.values() or (field.startswith("metadata.") and len(field) > len("metadata."))


def _row(line: int, fields: Sequence[str | None], cells: Sequence[str]) -> Row:
    if len(cells) != len(fields):
        return Row(line, None, f"has {len(cells)} cells, but the heading has {len(fields)}")
    event: dict[str, Any] = {}
    # Sorted, so that `metadata` is set before its members, whatever the order of the columns.
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
            return Row(line, None, f"metadata is not a JSON object, so {field} can't be added to it")
        inner[name] = cell
    return Row(line, event)
