"""`auditledge tail`."""

import contextlib
import sys

import click

from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exits import OK
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import default_output, fields_option, parse_fields, write_json_line, write_line
from auditledge.cli.terminal import say


@click.command(
    epilog=example("auditledge tail --action invoice", "auditledge tail -n 0 -o jsonl | jq .action")
)
@filtered
@click.option(
    "-n", "--lines", type=click.IntRange(0, 1000), default=10, show_default=True, help="Show so many before."
)
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to ask for new events.",
)
@click.option(
    "--lag",
    type=click.FloatRange(0, 86_400),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Show events that are received up to so long after they happened.",
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
    interval: float,
    lag: float,
    fields: str | None,
    output: str | None,
) -> int:
    """Show the last events, then new ones as they are received, until Ctrl-C.

    The ledger is asked every second for what happened since a minute before the newest event; an event that
    arrives later than that after it happened is not shown. A connection that breaks is made anew.
    """
    from auditledge.cli.follow import follow  # noqa: PLC0415 - loads the contract

    paths = parse_fields(fields)
    write = write_line if (output or default_output()) == "table" else write_json_line
    with contextlib.suppress(KeyboardInterrupt), connection.client() as client:
        for number, events in enumerate(follow(client, filters, lines, interval, lag)):
            for event in events:
                write(event, paths)
            sys.stdout.flush()
            if number == 0 and sys.stderr.isatty():
                say("waiting for events; Ctrl-C ends it")
    return OK
