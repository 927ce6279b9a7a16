"""`auditledge query`: searches events."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, cast

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.empty_result import explain_empty_result
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.expressions import ExpressionCommand, searched
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import fields_option, output_option, write_events
from auditledge.cli.terminal import pluralize, write_message
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS

if TYPE_CHECKING:
    from auditledge.types import EventPage, QueryFilters

_LIMIT = 20
_PAGE = 1000


@click.command(
    cls=ExpressionCommand,
    epilog=example(
        "auditledge query --since 24h --actor user_123",
        "auditledge query 'outcome:failure -actor.type:service metadata.region:eu*'",
        "auditledge query --resource invoice:inv_456 --all -o csv > history.csv",
    ),
)
@filtered
@searched
@click.option(
    "--order", type=click.Choice(["desc", "asc"]), help="Newest (desc) or oldest first.  [default: desc]"
)
@click.option("--limit", type=click.IntRange(1), help="Maximum number of events.  [default: 20]")
@click.option("--all", "everything", is_flag=True, help="Print all matching events.")
@click.option("--cursor", metavar="CURSOR", help="Continue after or before an earlier page.")
@click.option("--offset", type=click.IntRange(0), help="Skip so many events.  [default: 0]")
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
    offset: int | None,
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
    if offset is not None and (everything or (limit or _LIMIT) > _PAGE):
        usage_error(f"--offset is for a single page, of up to {_PAGE} events")
    limit = limit or _LIMIT
    search = cast("QueryFilters", {**filters, "order": order, "cursor": cursor})
    with connection.client() as client:
        if everything or limit > _PAGE:
            events = client.iter_events(search)
            written = write_events(events if everything else islice(events, limit), output, fields)
            is_empty = written == 0 and cursor is None
        else:
            page = client.query({**search, "limit": limit, "offset": offset})
            is_empty = page["total"] == 0
            _write_page(page, output, fields)
    sys.stdout.flush()
    if is_empty:
        explain_empty_result(connection, filters)


def _write_page(page: "EventPage", output: str | None, fields: str | None) -> None:
    write_events(page["events"], output, fields)
    sys.stdout.flush()
    if sys.stderr.isatty() and page["total"]:
        for line in _page_summary(page):
            write_message(line)


def _page_summary(page: "EventPage") -> Iterator[str]:
    """How many events a page shows of how many, and how to get the others."""
    yield f"{len(page['events']):,} of {pluralize(page['total'], 'event')}"
    if page["next_cursor"] is not None:
        yield f"for the next page add --cursor {page['next_cursor']}, for all events --all"
    if (previous := page.get("prev_cursor")) is not None:
        yield f"for the previous page add --cursor {previous}"


check_names(
    "listEvents",
    OPERATIONS["listEvents"].query_parameters,
    {*FILTERS, *(each.name for each in query.params)},
    file=__file__,
)
