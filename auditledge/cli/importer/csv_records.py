"""Reads CSV with a heading: as events, or as records for a mapping."""

import contextlib
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from auditledge.cli.exit_codes import FAILED, CommandFailed, usage_error
from auditledge.cli.importer.json_records import decode
from auditledge.cli.importer.records import MAX_RECORD_BYTES, SET_BY_LEDGER, Record, Row
from auditledge.contract.csv_cells import unguard
from auditledge.contract.csv_columns import CSV_COLUMNS, is_export

_JSON_FIELDS = {"metadata", "changes", "targets"}


def read_csv(file: BinaryIO) -> Iterator[Record]:
    """The rows as records: the cells by column, without empty ones.

    If the file has the columns of an export, the apostrophes that the export put before formulas are removed.
    Raises CommandFailed if the file is not valid CSV; click.UsageError if two columns have the same name.
    """
    rows = _read_rows(file)
    _, heading = next(rows, (0, []))
    if repeated := {column for column in heading if heading.count(column) > 1}:
        usage_error(f"two columns have the name {min(repeated)!r}")
    for line, cells in rows:
        record = {column: cell for column, cell in zip(heading, cells, strict=False) if cell != ""}
        yield Record(line, record, _wrong_length(heading, cells))


def read_csv_events(file: BinaryIO, mapping: Mapping[str, str], ignored: Sequence[str]) -> Iterator[Row]:
    """The rows as events. `mapping` maps columns that an export does not have to fields.

    Raises CommandFailed as `read_csv` does; click.UsageError if the columns are unknown.
    """
    rows = _read_rows(file)
    _, heading = next(rows, (0, []))
    fields = _fields(heading, mapping, ignored)
    for line, cells in rows:
        record = Record(line, dict(zip(heading, cells, strict=False)), _wrong_length(heading, cells))
        yield Row(record, None, record.problem) if record.problem else _as_row(record, fields, cells)


def _read_rows(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The first line and the cells of each row, of which the first is the heading. Blank rows are skipped."""
    csv.field_size_limit(MAX_RECORD_BYTES)
    text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, strict=True)
    try:
        heading = next(reader, [])
        yield 1, heading
        unescape = unguard if is_export(heading) else str
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield line, [unescape(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise CommandFailed(f"line {reader.line_num}: invalid CSV: {error}", FAILED) from None
    finally:
        # The caller closes the file; after an interruption it is closed already.
        with contextlib.suppress(ValueError):
            text.detach()


def _wrong_length(heading: Sequence[str], cells: Sequence[str]) -> str | None:
    if len(cells) == len(heading):
        return None
    return f"has {len(cells)} cells, but the heading has {len(heading)}"


def _fields(heading: Sequence[str], mapping: Mapping[str, str], ignored: Sequence[str]) -> list[str | None]:
    """The field of each column; None for a column that is ignored."""
    if missing := (mapping.keys() | set(ignored)) - set(heading):
        usage_error(f"no such column: {', '.join(sorted(missing))}; the file has {', '.join(heading)}")
    known = CSV_COLUMNS | {path: path for path in CSV_COLUMNS.values()} | dict(mapping)
    fields: list[str | None] = []
    for column in heading:
        field = None if column in ignored or column == SET_BY_LEDGER else known.get(column, column)
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
    if field in CSV_COLUMNS.values():
        return True
    parent, *names = _path_of(field)
    if parent == "changes":
        return len(names) == 2 and names[0] != "" and names[1] in {"before", "after"}
    return parent == "metadata" and names != [""]


def _path_of(field: str) -> list[str]:
    """The names that lead to a field. Those of members of `metadata` and `changes` may contain dots."""
    parent, _, rest = field.partition(".")
    if parent == "metadata":
        return [parent, rest]
    return [parent, *rest.rsplit(".", 1)] if parent == "changes" else field.split(".")


def _as_row(record: Record, fields: Sequence[str | None], cells: Sequence[str]) -> Row:
    event: dict[str, Any] = {}
    # Sorted, so that `metadata` is set before its members, whatever the order of the columns.
    for field, cell in sorted(
        (f, c) for f, c in zip(fields, cells, strict=True) if f is not None and c != ""
    ):
        if field in _JSON_FIELDS:
            try:
                event[field] = decode(cell)
            except (ValueError, RecursionError):
                return Row(record, None, f"{field} is not JSON")
            continue
        *parents, name = _path_of(field)
        inner = event
        for parent in parents:
            inner = inner.setdefault(parent, {})
            if not isinstance(inner, dict):
                return Row(record, None, f"{parent} is not a JSON object, so {field} can't be added to it")
        inner[name] = cell
    return Row(record, event)
