"""`auditledge import`: events from a file, in batches."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import FAILED, OK, usage_error
from auditledge.cli.importer.checkpoint import ImportCheckpoint
from auditledge.cli.importer.csv_records import read_csv, read_csv_events
from auditledge.cli.importer.json_records import read_json
from auditledge.cli.importer.records import Row, as_events
from auditledge.cli.importer.rejects import RejectsFile
from auditledge.cli.importer.source import Source, open_source
from auditledge.cli.progress import progress

if TYPE_CHECKING:
    from auditledge.cli.importer.mapping import EventMapping


@click.command(
    "import",
    epilog=example(
        "auditledge import events.jsonl",
        "auditledge import users.csv --map actor.id=user --map metadata.browser=browser --ignore comment",
        "auditledge import trail.json.gz --mapping cloudtrail.toml --rejects rejects.jsonl",
    ),
)
@click.argument("file")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "json", "csv"]),
    help="Format of FILE.  [default: csv if its extension is .csv or .csv.gz, otherwise JSON]",
)
@click.option(
    "--org",
    "--organization",
    "--organization-id",
    "organization_id",
    metavar="ID",
    help="Organization of rows that don't set one.",
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Read FIELD, such as actor.id or metadata.ip, from COLUMN of a CSV file. Repeatable.",
)
@click.option("--ignore", multiple=True, metavar="COLUMN", help="Ignore COLUMN of a CSV file. Repeatable.")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path),
    metavar="TOML",
    help="File that says how records of another system become events.",
)
@click.option(
    "--rejects",
    "rejects_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write rejected rows to FILE, with the reasons, as JSON Lines.",
)
@click.option("--dry-run", is_flag=True, help="Validate every row, but send nothing.")
@connected
def import_(
    *,
    connection: ConnectionOptions,
    file: str,
    kind: str | None,
    organization_id: str | None,
    columns: tuple[str, ...],
    ignore: tuple[str, ...],
    mapping_file: Path | None,
    rejects_path: Path | None,
    dry_run: bool,
) -> int:
    """Import the events of FILE, or with - of stdin.

    FILE is JSON Lines, a JSON array, or CSV, as written by `auditledge export` and `query`, and may be
    compressed with gzip. For other CSV columns see --map, and for records of other systems --mapping. You
    can run an import twice: each row is stored once, because a row without an id gets one derived from its
    content. You can also interrupt it and run it again: the progress is saved in FILE.import until the import
    is complete.

    Rows that violate the contract are reported with their line numbers, and all others are stored. The exit
    code is 1 if there were any.
    """
    from auditledge.cli.importer.mapping import load_mapping  # noqa: PLC0415 - loads the contract
    from auditledge.cli.importer.run import ImportRun, check_rows  # noqa: PLC0415 - as above

    is_csv = kind == "csv" or (kind is None and file.lower().endswith((".csv", ".csv.gz")))
    if (columns or ignore) and (mapping_file is not None or not is_csv):
        usage_error("--map and --ignore are for CSV, without --mapping")
    if file == "-" and connection.api_key_file == "-":
        usage_error("FILE and --api-key-file can't both be read from stdin")
    mapping = None if mapping_file is None else load_mapping(mapping_file)
    fields = dict(map(_pair, columns))
    with open_source(file) as source:
        rows = _read_rows(source, fields, ignore, mapping, is_csv=is_csv)
        rows = _with_organization(rows, organization_id)
        if dry_run:
            with RejectsFile(rejects_path) as rejects:
                return FAILED if check_rows(rows, rejects) else OK
        with connection.client() as client:
            target: list[Any] = [
                repr(client),
                connection.api_key(),
                organization_id,
                "csv" if is_csv else "jsonl",
                sorted(fields.items()),
                ignore,
            ]
            # Only if they are given, so that an import that an earlier version began is resumed.
            target += [str(path) for path in (rejects_path,) if path is not None]
            target += [path.read_text("utf-8") for path in (mapping_file,) if path is not None]
            checkpoint = ImportCheckpoint(None if source.size is None else Path(file), target)
            with RejectsFile(rejects_path, checkpoint.load().rejects_size) as rejects:
                run = ImportRun(client, checkpoint, rejects)
                with progress("import", "bytes", source.size) as advance:
                    code = run(rows, lambda: advance(source.position()))
            run.report()
            return code


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        usage_error(f"--map {text!r} must be FIELD=COLUMN, such as actor.id=user")
    return column, field


def _read_rows(
    source: Source,
    columns: dict[str, str],
    ignored: tuple[str, ...],
    mapping: "EventMapping | None",
    *,
    is_csv: bool,
) -> Iterator[Row]:
    if mapping is not None:
        records = read_csv(source.content) if is_csv else read_json(source.content, mapping.container)
        return mapping.apply(records)
    if is_csv:
        return read_csv_events(source.content, columns, ignored)
    return as_events(read_json(source.content))


def _with_organization(rows: Iterator[Row], organization_id: str | None) -> Iterator[Row]:
    for row in rows:
        if organization_id is not None and row.event is not None and row.event.get("organization_id") is None:
            row.event["organization_id"] = organization_id
        yield row
