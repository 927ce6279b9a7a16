"""`auditledge tail`."""

import contextlib
import sys
from pathlib import Path

import click

from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exit_codes import OK
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import default_output, fields_option, parse_fields, write_json_line, write_line
from auditledge.cli.terminal import say


@click.command(
    epilog=example(
        "auditledge tail --action invoice",
        "auditledge tail -n 0 -o jsonl | jq .action",
        "auditledge tail --position siem.position >> siem.jsonl",
    )
)
@filtered
@click.option(
    "-n", "--lines", type=click.IntRange(0, 1000), default=10, show_default=True, help="Show so many before."
)
@click.option(
    "--position",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the place of the last event shown in FILE, and go on behind it in the next run.",
)
@fields_option
@click.option(
    "-o",
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="How to write.  [default: a line for people on a terminal, jsonl in a pipe]",
)
@connected
def tail(
    *,
    connection: Connection,
    filters: Filters,
    lines: int,
    position: Path | None,
    fields: str | None,
    output: str | None,
) -> int:
    """Show the last events, then new ones as they are stored.

    Ctrl-C ends it. Each event is shown once, in the order of storing. A connection that breaks is made anew,
    and nothing in between is missed; nor is anything between two runs that have the same --position.
    """
    from auditledge.cli.tailing.checkpoint import Position  # noqa: PLC0415
    from auditledge.cli.tailing.follow import follow  # noqa: PLC0415 - loads the contract

    paths = parse_fields(fields)
    write = write_line if (output or default_output()) == "table" else write_json_line
    with contextlib.suppress(KeyboardInterrupt), connection.client() as client:
        for event in follow(client, filters, lines, Position(position) if position else None):
            if event is not None:
                write(event, paths)
                sys.stdout.flush()
            elif sys.stderr.isatty():
                say("waiting for events; Ctrl-C ends it")
    return OK
