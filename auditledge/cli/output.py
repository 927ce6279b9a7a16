"""Data on stdout: a table for people, JSON Lines for programs, JSON and CSV on request."""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click

from auditledge.cli import tables
from auditledge.cli.csv_columns import COLUMNS, row_of, text_of, value_at
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.terminal import escape_json, printable
from auditledge.contract.csv_cells import guard

Event = Mapping[str, Any]

_WIDE = 120
_ROOM_FOR_ORGANIZATION = 90

Record = TypeVar("Record", bound=Mapping[str, Any])
Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(command: Command) -> Command:
    """Give a command the option that says how data is written."""
    formats = click.Choice(["table", "json", "jsonl", "csv"])
    text = "How to write.  [default: table on a terminal, jsonl in a pipe]"
    return click.option("-o", "--output", type=formats, help=text)(command)


def fields_option(command: Command) -> Command:
    """Give a command the option that says which fields of events are written."""
    text = "Write these fields alone, such as id,action,actor.id,metadata.ip."
    return click.option("--fields", metavar="LIST", help=text)(command)


def write_events(events: Iterable[Event], output: str | None, fields: str | None = None) -> int:
    """Write events to stdout and return their number."""
    return _WRITERS[output or default_output()](events, parse_fields(fields))


def write_line(event: Event, paths: list[str] | None) -> None:
    """Write one event to stdout as a line for people, as it comes."""
    cells = row_of(event, paths, str) if paths else [cell(event) for cell in _LINE]
    sys.stdout.write("  ".join(map(printable, cells)) + "\n")


def write_event(event: Event, output: str | None) -> None:
    """Write one event to stdout; a table has a line for each field."""
    if output == "csv":
        write_events([event], output)
    else:
        write_record(event, output, _details(event))


def write_record(record: Event, output: str | None, lines: Iterable[tuple[str, str]]) -> None:
    """Write one object to stdout; a table shows the `lines` given, of a name and a text each."""
    output = output or default_output()
    if output == "table":
        tables.write_fields(lines)
    elif output == "csv":
        _write_csv_records([record])
    else:
        sys.stdout.write(to_json(record, indent=2 if output == "json" else None) + "\n")


def write_records(
    records: Iterable[Record],
    output: str | None,
    columns: Sequence[str],
    row: Callable[[Record], Sequence[str]],
) -> None:
    """Write objects of one kind to stdout; a table has the `columns`, and shows the `row` of each."""
    output = output or default_output()
    if output == "table":
        tables.write_table(columns, map(row, records))
    elif output == "csv":
        _write_csv_records(list(records))
    else:
        _WRITERS[output](records, None)


def to_json(value: object, indent: int | None = None) -> str:
    """JSON that a terminal can show: what it could obey is escaped."""
    separators = (",", ": ") if indent else (",", ":")
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def default_output() -> str:
    """A table on a terminal, JSON Lines in a pipe."""
    return "table" if sys.stdout.isatty() else "jsonl"


def write_json_line(event: Event, paths: list[str] | None) -> None:
    """Write one event to stdout as a line of JSON."""
    sys.stdout.write(to_json(_selected(event, paths)) + "\n")


def parse_fields(fields: str | None) -> list[str] | None:
    """The paths in the value of `--fields`; None for all of them."""
    if fields is None:
        return None
    paths = [each.strip() for each in fields.split(",")]
    known = {part for path in COLUMNS.values() for part in (path, path.partition(".")[0])}
    for path in paths:
        if path not in known and not path.startswith("metadata."):
            usage_error(
                f"--fields: {path!r} is not known; known are {', '.join(sorted(known))}, metadata.NAME"
            )
    return paths


def _write_table(events: Iterable[Event], paths: list[str] | None) -> int:
    if paths is not None:
        return tables.write_table([path.upper() for path in paths], (row_of(e, paths, str) for e in events))
    columns = _columns()
    cells = [_CELLS[name] for name in columns]
    return tables.write_table(columns, ([cell(event) for cell in cells] for event in events))


def _columns() -> Sequence[str]:
    """All columns in a pipe; on a terminal those that it has room for."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    left_out = {"ID"} if width < _WIDE else set()
    left_out |= {"ORGANIZATION"} if width < _ROOM_FOR_ORGANIZATION else set()
    return [name for name in _CELLS if name not in left_out]


def _time_of(event: Event) -> str:
    """When an event happened, to the second."""
    return str(event["timestamp"])[:19].replace("T", " ") + "Z"


def _actor_of(event: Event) -> str:
    """Who did it: the name and the id."""
    actor = event["actor"]
    return f"{actor['name']} ({actor['id']})" if actor.get("name") else str(actor["id"])


def _resource_of(event: Event) -> str:
    """What it was done to."""
    return f"{event['resource']['type']}:{event['resource']['id']}"


_CELLS: dict[str, Callable[[Event], str]] = {
    "TIME": _time_of,
    "ACTOR": _actor_of,
    "ACTION": lambda event: str(event["action"]),
    "RESOURCE": _resource_of,
    "ORGANIZATION": lambda event: event["organization_id"] or "-",
    "ID": lambda event: str(event["id"]),
}
_LINE = [_CELLS[name] for name in ("TIME", "ACTOR", "ACTION", "RESOURCE")]


def _details(event: Event) -> Iterator[tuple[str, str]]:
    for path in COLUMNS.values():
        if path != "metadata" and (value := value_at(event, path)) is not None:
            yield path, str(value)
    for name, value in (event.get("metadata") or {}).items():
        yield f"metadata.{name}", text_of(value)


def _write_csv(events: Iterable[Event], paths: list[str] | None) -> int:
    heading = list(COLUMNS) if paths is None else paths
    _write_csv_rows([heading])
    count = 0
    for event in events:
        _write_csv_rows([row_of(event, paths or list(COLUMNS.values()), _cell)])
        count += 1
    return count


def _write_csv_records(records: Sequence[Mapping[str, Any]]) -> None:
    _write_csv_rows([list(record) for record in records[:1]])
    _write_csv_rows([_cell(text_of(value)) for value in record.values()] for record in records)


def _write_csv_rows(rows: Iterable[Sequence[str]]) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


def _cell(text: str) -> str:
    """CSV can't escape: a program gets the text as it is, a terminal what it can show."""
    return guard(printable(text) if sys.stdout.isatty() else text)


def _write_jsonl(events: Iterable[Event], paths: list[str] | None) -> int:
    count = 0
    for event in events:
        write_json_line(event, paths)
        count += 1
    return count


def _write_json(events: Iterable[Event], paths: list[str] | None) -> int:
    count = 0
    for count, event in enumerate(events, 1):
        sys.stdout.write(("[\n" if count == 1 else ",\n") + to_json(_selected(event, paths), indent=2))
    sys.stdout.write("\n]\n" if count else "[]\n")
    return count


def _selected(event: Event, paths: list[str] | None) -> Event:
    return event if paths is None else {path: value_at(event, path) for path in paths}


_WRITERS = {"table": _write_table, "json": _write_json, "jsonl": _write_jsonl, "csv": _write_csv}
