"""`auditledge import`: events from a file, in batches."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import FAILED, OK, usage_error
from auditledge.cli.importer.checkpoint import ImportCheckpoint
from auditledge.cli.importer.rows import Row, read_csv, read_json
from auditledge.cli.progress import progress


@click.command(
    "import",
    epilog=example(
        "auditledge import events.jsonl",
        "auditledge import users.csv --map actor.id=user --map metadata.browser=browser --ignore comment",
    ),
)
@click.argument("file")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "csv"]),
    help="Format of FILE.  [default: from its extension, otherwise jsonl]",
)
@click.option(
    "--org",
    "--organization",
    "organization_id",
    metavar="ID",
    help="Organization of rows that don't set one.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Read FIELD, such as actor.id or metadata.ip, from COLUMN of a CSV file. Repeatable.",
)
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Ignore COLUMN of a CSV file. Repeatable.")
@click.option("--dry-run", is_flag=True, help="Validate every row, but send nothing.")
@connected
def import_(
    *,
    connection: ConnectionOptions,
    file: str,
    kind: str | None,
    organization_id: str | None,
    mapping: tuple[str, ...],
    ignore: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Import the events of FILE, or with - of stdin.

    FILE is JSON Lines, JSON or CSV as written by `auditledge export`; for other CSV columns see --map. You
    can run an import twice: each row is stored once, because a row without an id gets one derived from its
    content. You can also interrupt it and run it again: the progress is saved in FILE.import until the import
    is complete.

    Rows that violate the contract are reported with their line numbers, and all others are stored. The exit
    code is 1 if there were any.
    """
    from auditledge.cli.importer.run import ImportRun, check_rows  # noqa: PLC0415 - loads the contract

    kind = kind or ("csv" if file.lower().endswith(".csv") else "jsonl")
    columns = dict(map(_pair, mapping))
    if kind != "csv" and (mapping or ignore):
        usage_error("--map and --ignore are for CSV")
    if file == "-" and connection.api_key_file == "-":
        usage_error("FILE and --api-key-file can't both be read from stdin")
    with _open_source(file) as (source, size):
        rows = read_csv(source, columns, ignore) if kind == "csv" else read_json(source)
        rows = _with_organization(rows, organization_id)
        if dry_run:
            return FAILED if check_rows(rows) else OK
        with connection.client() as client:
            target = [
                repr(client),
                connection.api_key(),
                organization_id,
                kind,
                sorted(columns.items()),
                ignore,
            ]
            run = ImportRun(client, ImportCheckpoint(None if size is None else Path(file), target))
            with progress("import", "bytes", size) as advance:
                code = run(rows, lambda: advance(_position(source, size)))
            run.report()
            return code


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        usage_error(f"--map {text!r} must be FIELD=COLUMN, such as actor.id=user")
    return column, field


@contextlib.contextmanager
def _open_source(file: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """The file and its size, which is None for a pipe."""
    if file == "-":
        yield sys.stdin.buffer, None
        return
    try:
        source = Path(file).open("rb")  # noqa: SIM115 - only errors of opening are caught
    except OSError as error:
        usage_error(f"{file}: {error.strerror}")
    with source:
        yield source, Path(file).stat().st_size if source.seekable() else None


def _position(source: BinaryIO, size: int | None) -> int:
    return 0 if size is None else source.tell()


def _with_organization(rows: Iterator[Row], organization_id: str | None) -> Iterator[Row]:
    for row in rows:
        if organization_id is not None and row.event is not None and row.event.get("organization_id") is None:
            row.event["organization_id"] = organization_id
        yield row
