"""`auditledge query`: searches events."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.expressions import searched
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import fields_option, output_option, write_events
from auditledge.cli.terminal import pluralize, write_message
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS

if TYPE_CHECKING:
    from auditledge import AuditLedge

_LIMIT = 20
_PAGE = 1000


@click.command(
    epilog=example(
        "auditledge query --since 24h --actor user_123",
        "auditledge query 'outcome:failure -actor.type:service metadata.region:eu*'",
        "auditledge query --resource invoice:inv_456 --all -o csv > history.csv",
    )
)
@filtered
@searched
@click.option(
    "--order", type=click.Choice(["desc", "asc"]), help="Newest (desc) or oldest first.  [default: desc]"
)
@click.option("--limit", type=click.IntRange(1), help="Maximum number of events.  [default: 20]")
@click.option("--all", "everything", is_flag=True, help="Print all matching events.")
@click.option("--cursor", metavar="CURSOR", help="Continue after an earlier page.")
@fields_option
@output_option
@connected
def query(
    *,
    connection: ConnectionOptions,
    filters: Filters,
    order: str | None,
    limit: int | None,
    everything: bool,
    cursor: str | None,
    fields: str | None,
    output: str | None,
) -> None:
    """Search events, newest first.

    Events must match EXPRESSION and all filters. EXPRESSION has terms such as outcome:failure, actor:alice,
    action:invoice.* or metadata.PATH:VALUE, a - before what to exclude, OR, and parentheses.

    A time is relative to now (15m, 24h, 7d, 2w ago), a date, or an ISO 8601 time with a time zone.
    """
    if everything and limit is not None:
        usage_error("--all and --limit can't be used together")
    limit = limit or _LIMIT
    search = {**filters, "order": order, "cursor": cursor}
    with connection.client() as client:
        if everything or limit > _PAGE:
            events = client.iter_events(search)
            write_events(events if everything else islice(events, limit), output, fields)
        else:
            _write_page(client, {**search, "limit": limit}, output, fields)


def _write_page(client: "AuditLedge", search: dict[str, Any], output: str | None, fields: str | None) -> None:
    page = client.query(search)
    write_events(page["events"], output, fields)
    sys.stdout.flush()
    if sys.stderr.isatty():
        for line in _page_summary(len(page["events"]), page["total"], page["next_cursor"]):
            write_message(line)


def _page_summary(shown: int, total: int, cursor: str | None) -> Iterator[str]:
    """How many events a page shows of how many, and how to get the others."""
    yield f"{shown:,} of {pluralize(total, 'event')}"
    if cursor is not None:
        yield f"for the next page add --cursor {cursor}, for all events --all"


check_names(
    "listEvents",
    OPERATIONS["listEvents"].query_parameters,
    {*FILTERS, *(each.name for each in query.params), "offset"},  # pages are walked by cursor
    file=__file__,
)
