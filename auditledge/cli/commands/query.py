"""`auditledge query`."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import fields_option, output_option, write_events
from auditledge.cli.terminal import counted, say

if TYPE_CHECKING:
    from auditledge import AuditLedge

_LIMIT = 20
_PAGE = 1000


@click.command(
    epilog=example(
        "auditledge query --since 24h --actor user_123",
        "auditledge query --resource invoice:inv_456 --all -o csv > history.csv",
    )
)
@filtered
@click.option(
    "--order", type=click.Choice(["desc", "asc"]), help="Newest (desc) or oldest first.  [default: desc]"
)
@click.option("--limit", type=click.IntRange(1), help="Most events to write.  [default: 20]")
@click.option("--all", "everything", is_flag=True, help="Write all events that match.")
@click.option("--cursor", metavar="CURSOR", help="Go on behind an earlier page.")
@fields_option
@output_option
@connected
def query(
    *,
    connection: Connection,
    filters: Filters,
    order: str | None,
    limit: int | None,
    everything: bool,
    cursor: str | None,
    fields: str | None,
    output: str | None,
) -> None:
    """Search events, newest first.

    Every filter given must match. Times are how long ago (15m, 24h, 7d, 2w), dates or ISO 8601 instants.
    """
    if everything and limit is not None:
        usage_error("--all and --limit exclude each other")
    limit = limit or _LIMIT
    wanted = {**filters, "order": order, "cursor": cursor}
    with connection.client() as client:
        if everything or limit > _PAGE:
            events = client.iter_events(wanted)
            write_events(events if everything else islice(events, limit), output, fields)
        else:
            _write_page(client, {**wanted, "limit": limit}, output, fields)


def _write_page(client: "AuditLedge", wanted: dict[str, Any], output: str | None, fields: str | None) -> None:
    page = client.query(wanted)
    write_events(page["events"], output, fields)
    sys.stdout.flush()
    if sys.stderr.isatty():
        for line in _remarks(len(page["events"]), page["total"], page["next_cursor"]):
            say(line)


def _remarks(shown: int, total: int, cursor: str | None) -> Iterator[str]:
    """What a person should know about a page: how much there is, and how to see the rest."""
    yield f"{shown:,} of {counted(total, 'event')}"
    if cursor is not None:
        yield f"for the next page add --cursor {cursor}, for everything --all"
