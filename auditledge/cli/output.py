"""Data on stdout: a table for people, JSON Lines for programs, or JSON or CSV on request."""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click

from auditledge.cli import tables
from auditledge.cli.csv_columns import cell_text, event_cells
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.terminal import escape_json, printable
from auditledge.contract.csv_cells import guard
from auditledge.contract.csv_columns import CSV_COLUMNS, value_at

Event = Mapping[str, Any]

_COLUMNS_FOR_ID = 120
_COLUMNS_FOR_ORGANIZATION = 90

Record = TypeVar("Record", bound=Mapping[str, Any])
Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(command: Command) -> Command:
    """Give a command the option for the output format."""
    formats = click.Choice(["table", "json", "jsonl", "csv"])
    text = "Output format.  [default: table on a terminal, jsonl in a pipe]"
    return click.option("-o", "--output", type=formats, help=text)(command)


def fields_option(command: Command) -> Command:
    """Give a command the option for the fields to write."""
    text = "Write only these fields, such as id,action,actor.id,metadata.ip."
    return click.option("--fields", metavar="LIST", help=text)(command)


def write_events(events: Iterable[Event], output: str | None, fields: str | None = None) -> int:
    """Write events to stdout and return their number."""
    return _WRITERS[output or default_output()](events, parse_fields(fields))


def write_line(event: Event, paths: list[str] | None) -> None:
    """Write one event to stdout as a line for people."""
    cells = event_cells(event, paths, str) if paths else [cell(event) for cell in _LINE]
    sys.stdout.write("  ".join(map(printable, cells)) + "\n")


def write_event(event: Event, output: str | None) -> None:
    """Write one event to stdout; a table has one line per field."""
    if output == "csv":
        write_events([event], output)
    else:
        write_record(event, output, _details(event))


def write_record(record: Event, output: str | None, lines: Iterable[tuple[str, str]]) -> None:
    """Write one object to stdout; a table shows `lines`, each with a name and a text."""
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
    """Write objects of one kind to stdout; a table has `columns` and shows the `row` of each object."""
    output = output or default_output()
    if output == "table":
        tables.write_table(columns, map(row, records))
    elif output == "csv":
        _write_csv_records(list(records))
    else:
        _WRITERS[output](records, None)


def to_json(value: object, indent: int | None = None) -> str:
    """JSON that can be shown on a terminal: control characters are escaped."""
    separators = (",", ": ") if indent else (",", ":")
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def default_output() -> str:
    """A table on a terminal, JSON Lines in a pipe."""
    return "table" if sys.stdout.isatty() else "jsonl"


def write_json_line(event: Event, paths: list[str] | None) -> None:
    """Write one event to stdout as a line of JSON."""
    sys.stdout.write(to_json(_selected(event, paths)) + "\n")


def parse_fields(fields: str | None) -> list[str] | None:
    """The paths in the value of `--fields`; None for all fields. Raises click.UsageError."""
    if fields is None:
        return None
    paths = [each.strip() for each in fields.split(",")]
    known = {part for path in CSV_COLUMNS.values() for part in (path, path.partition(".")[0])}
    for path in paths:
        if path not in known and not path.startswith(("metadata.", "changes.")):
            names = ", ".join(sorted(known))
            usage_error(f"--fields: unknown field {path!r}; use {names}, metadata.NAME or changes.NAME")
    return paths


def _write_table(events: Iterable[Event], paths: list[str] | None) -> int:
    if paths is not None:
        return tables.write_table(
            [path.upper() for path in paths], (event_cells(e, paths, str) for e in events)
        )
    columns = _columns()
    cells = [_CELLS[name] for name in columns]
    return tables.write_table(columns, ([cell(event) for cell in cells] for event in events))


def _columns() -> Sequence[str]:
    """All columns in a pipe; on a terminal, those that fit."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS_FOR_ID
    omitted = {"ID"} if width < _COLUMNS_FOR_ID else set()
    omitted |= {"ORGANIZATION"} if width < _COLUMNS_FOR_ORGANIZATION else set()
    return [name for name in _CELLS if name not in omitted]


def _time_of(event: Event) -> str:
    """The time of an event, to the second."""
    return str(event["timestamp"])[:19].replace("T", " ") + "Z"


def _actor_of(event: Event) -> str:
    """The name and id of the actor, and of whom it acted for."""
    shown = _named(event["actor"])
    return f"{shown} for {_named(event['on_behalf_of'])}" if "on_behalf_of" in event else shown


def _named(actor: Mapping[str, Any]) -> str:
    return f"{actor['name']} ({actor['id']})" if actor.get("name") else str(actor["id"])


def _action_of(event: Event) -> str:
    """The action, and how it ended unless it succeeded."""
    outcome = event.get("outcome", "success")
    return str(event["action"]) if outcome == "success" else f"{event['action']} ({outcome})"


def _resource_of(event: Event) -> str:
    """The type and id of the resource."""
    return _resource_name(event["resource"])


def _resource_name(resource: Mapping[str, Any]) -> str:
    return f"{resource['type']}:{resource['id']}"


_CELLS: dict[str, Callable[[Event], str]] = {
    "TIME": _time_of,
    "ACTOR": _actor_of,
    "ACTION": _action_of,
    "RESOURCE": _resource_of,
    "ORGANIZATION": lambda event: event["organization_id"] or "-",
    "ID": lambda event: str(event["id"]),
}
_LINE = [_CELLS[name] for name in ("TIME", "ACTOR", "ACTION", "RESOURCE")]


_NESTED = {"metadata", "changes", "targets"}


def _details(event: Event) -> Iterator[tuple[str, str]]:
    for path in CSV_COLUMNS.values():
        if path not in _NESTED and (value := value_at(event, path)) is not None:
            yield path, str(value)
    for target in event.get("targets", ()):
        name = f" ({target['name']})" if target.get("name") else ""
        yield "target", f"{_resource_name(target)}{name}"
    for name, change in event.get("changes", {}).items():
        for part, value in change.items():
            yield f"changes.{name}.{part}", "null" if value is None else cell_text(value)
        if not change:
            yield f"changes.{name}", "changed"
    for name, value in (event.get("metadata") or {}).items():
        yield f"metadata.{name}", cell_text(value)


def _write_csv(events: Iterable[Event], paths: list[str] | None) -> int:
    heading = list(CSV_COLUMNS) if paths is None else paths
    _write_csv_rows([heading])
    count = 0
    for event in events:
        _write_csv_rows([event_cells(event, paths or list(CSV_COLUMNS.values()), _csv_cell)])
        count += 1
    return count


def _write_csv_records(records: Sequence[Mapping[str, Any]]) -> None:
    _write_csv_rows([list(record) for record in records[:1]])
    _write_csv_rows([_csv_cell(cell_text(value)) for value in record.values()] for record in records)


def _write_csv_rows(rows: Iterable[Sequence[str]]) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


def _csv_cell(text: str) -> str:
    """CSV has no escapes: a program gets the text unchanged, a terminal what is safe to show."""
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
