"""`auditledge tail`: the latest events, then new ones as they are stored."""

import contextlib
import sys
from pathlib import Path

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import OK
from auditledge.cli.expressions import ExpressionCommand, searched
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import default_output, fields_option, parse_fields, write_json_line, write_line
from auditledge.cli.terminal import write_message
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS


@click.command(
    cls=ExpressionCommand,
    epilog=example(
        "auditledge tail --action invoice",
        "auditledge tail 'outcome:denied OR outcome:failure'",
        "auditledge tail -n 0 -o jsonl | jq .action",
        "auditledge tail --position siem.position >> siem.jsonl",
    ),
)
@filtered
@searched
@click.option(
    "-n",
    "--lines",
    type=click.IntRange(0, 1000),
    default=10,
    show_default=True,
    help="Number of latest events to print first.",
)
@click.option(
    "--position",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Save the position of the last event in FILE; the next run continues after it.",
)
@fields_option
@click.option(
    "-o",
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="Output format.  [default: one line per event on a terminal, jsonl in a pipe]",
)
@connected
def tail(
    *,
    connection: ConnectionOptions,
    filters: Filters,
    lines: int,
    position: Path | None,
    fields: str | None,
    output: str | None,
) -> int:
    """Print the latest events, then new ones as they are stored.

    Ctrl-C ends it. Each event is printed once, in the order in which events are stored. If the connection is
    lost, `tail` reconnects and misses nothing. Runs with the same --position miss nothing between them, too.
    """
    from auditledge.cli.tailing.checkpoint import TailCheckpoint  # noqa: PLC0415
    from auditledge.cli.tailing.follow import follow  # noqa: PLC0415 - loads the contract

    paths = parse_fields(fields)
    write = write_line if (output or default_output()) == "table" else write_json_line
    with contextlib.suppress(KeyboardInterrupt), connection.client() as client:
        for event in follow(client, filters, lines, TailCheckpoint(position) if position else None):
            if event is not None:
                write(event, paths)
                sys.stdout.flush()
            elif sys.stderr.isatty():
                write_message("waiting for events; press Ctrl-C to stop")
    return OK


check_names(
    "streamEvents",
    OPERATIONS["streamEvents"].query_parameters,
    {*FILTERS, "after", "follow"},  # by --position, and always
    file=__file__,
)
