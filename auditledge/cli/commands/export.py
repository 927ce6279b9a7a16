"""`auditledge export`: every matching event, to a file or stdout."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.empty_result import explain_empty_result
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import to_json
from auditledge.cli.progress import Advance, elapsed, progress
from auditledge.cli.terminal import pluralize, printable, write_message
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditledge import AuditLedge
    from auditledge.types import ExportOptions, QueryFilters

_BY_EXTENSION = {".json": "json", ".csv": "csv"}


@click.command(
    epilog=example(
        "auditledge export events.csv --since 2026-01-01 --until 2026-03-31",
        "auditledge export events.jsonl --resume",
        "auditledge export --action login | jq .actor.id",
    )
)
@click.argument("file", default="-")
@filtered
@click.option(
    "--order", type=click.Choice(["desc", "asc"]), help="Newest (desc) or oldest first.  [default: desc]"
)
@click.option(
    "-o",
    "--output",
    "--format",
    "output",
    type=click.Choice(["json", "jsonl", "csv"]),
    help="Output format.  [default: from the extension of FILE, otherwise jsonl]",
)
@click.option(
    "--csv-raw", is_flag=True, help="Leave cells unchanged that a spreadsheet would run as formulas."
)
@click.option("--resume", is_flag=True, help="Continue an interrupted export with the same options.")
@connected
def export(
    *,
    connection: ConnectionOptions,
    filters: Filters,
    file: str,
    order: str | None,
    output: str | None,
    csv_raw: bool,
    resume: bool,
) -> None:
    """Write all matching events to FILE or stdout.

    Without FILE, or with -, events go to stdout. Until the export is complete, its data is in FILE.part.
    """
    kind = output or _BY_EXTENSION.get(Path(file).suffix.lower(), "jsonl")
    if csv_raw and kind != "csv":
        usage_error("--csv-raw is for CSV: name the file .csv, or add -o csv")
    options: dict[str, Any] = {**filters, "order": order, "format": "csv" if kind == "csv" else "json"}
    options |= {"csv_raw": True} if csv_raw else {}
    if Path(file).is_dir():
        usage_error(f"{file} is a folder: FILE must name a file")
    if file != "-":
        _to_file(connection, file, kind, options, filters, resume=resume)
        return
    if resume:
        usage_error("--resume needs a FILE")
    with connection.client() as client:
        is_empty = not _to_stdout(client, kind, options)
    sys.stdout.flush()
    if is_empty:
        explain_empty_result(connection, filters)


def _to_file(
    connection: ConnectionOptions,
    file: str,
    kind: str,
    options: dict[str, Any],
    filters: Filters,
    *,
    resume: bool,
) -> None:
    from auditledge.cli.export_lines import export_lines  # noqa: PLC0415 - loads the contract
    from auditledge.errors import APIConnectionError  # noqa: PLC0415

    started = time.monotonic()
    try:
        with connection.client() as client, progress("export", "events", _total(client, filters)) as advance:
            if kind == "jsonl":
                count = export_lines(client, file, options, advance, resume=resume)
            else:
                count = client.export_to(
                    file, cast("ExportOptions", options), progress=_event_progress(advance), resume=resume
                )
    except (KeyboardInterrupt, APIConnectionError):
        if (size := _size(f"{file}.part")) > 0:
            write_message(f"{size:,} bytes are in {file}.part; add --resume to the same command to continue")
        raise
    size = Path(file).stat().st_size
    write_message(f"{pluralize(count, 'event')} in {file} ({size:,} bytes, {elapsed(started)})")
    if count == 0:
        explain_empty_result(connection, filters)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _event_progress(advance: Advance) -> Any:
    return lambda events, _bytes: advance(events)


def _total(client: "AuditLedge", filters: Filters) -> int | None:
    """The number of matching events; None if no progress bar is shown, because counting takes time."""
    return (
        client.query(cast("QueryFilters", {**filters, "limit": 1}))["total"] if sys.stderr.isatty() else None
    )


def _to_stdout(client: "AuditLedge", kind: str, options: dict[str, Any]) -> bool:
    """Write the export; whether it has any event."""
    stream = client.export_stream(cast("ExportOptions", options))
    if kind == "csv":
        return _write_csv(cast("Iterator[bytes]", stream)) > 1  # the first line is the header
    count = 0
    start, between, end = ("[\n", ",\n", "\n]\n") if kind == "json" else ("", "\n", "\n")
    for count, event in enumerate(cast("Iterator[Mapping[str, Any]]", stream), 1):
        sys.stdout.write((start if count == 1 else between) + to_json(event))
    sys.stdout.write(end if count else "[]\n" if kind == "json" else "")
    return count > 0


def _write_csv(chunks: "Iterator[bytes]") -> int:
    """Write CSV to stdout; returns the number of its lines, which is at least that of its rows."""
    count, rest, is_terminal = 0, b"", sys.stdout.isatty()
    sys.stdout.flush()
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\r\n")
        count += len(lines)
        if is_terminal:
            sys.stdout.write("".join(printable(line.decode("utf-8", "replace")) + "\n" for line in lines))
        else:
            sys.stdout.buffer.write(chunk)
    if is_terminal:
        sys.stdout.write(printable(rest.decode("utf-8", "replace")))
    return count


check_names(
    "exportEvents",
    OPERATIONS["exportEvents"].query_parameters,
    {*FILTERS, *(each.name for each in export.params), "format", "after"},  # by --output and --resume
    file=__file__,
)
