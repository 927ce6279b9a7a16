"""`auditledge count`: counts events by a field or by time."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.empty_result import explain_empty_result
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.expressions import ExpressionCommand, searched
from auditledge.cli.filters import Filters, filtered
from auditledge.cli.output import default_output, output_option, write_record, write_records
from auditledge.cli.progress import bar
from auditledge.cli.terminal import pluralize, write_message
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS

if TYPE_CHECKING:
    from auditledge import AuditLedge
    from auditledge.types import CountFilters, EventCount, EventCounts, QueryFilters


@click.command(
    cls=ExpressionCommand,
    epilog=example(
        "auditledge count 'outcome:failure' --since 24h",
        "auditledge count --by actor_id --limit 5",
        "auditledge count --by time --interval hour --since 24h --timezone Europe/Berlin",
    ),
)
@filtered
@searched
@click.option("--by", metavar="FIELD", help="Count by this field, such as action or actor_id, or by time.")
@click.option("--limit", type=click.IntRange(1, 1000), help="Maximum number of groups.  [default: 20]")
@click.option("--prefix", metavar="TEXT", help="Only groups that begin with TEXT, ignoring case.")
@click.option(
    "--interval",
    type=click.Choice(["minute", "hour", "day", "month", "auto"]),
    help="Length of the groups of time.  [default: auto]",
)
@click.option("--timezone", metavar="NAME", help="Time zone of the groups of time.  [default: UTC]")
@click.option("--split", type=click.Choice(["outcome"]), help="Count each group of time by outcome, too.")
@output_option
@connected
def count(
    *,
    connection: ConnectionOptions,
    filters: Filters,
    by: str | None,
    output: str | None,
    **options: Any,
) -> None:
    """Count the events that match, in all, by a field, or by time.

    Without --by, prints their number. EXPRESSION and all filters are those of `auditledge query`.
    """
    given = [name for name, value in options.items() if value is not None]
    if by is None and given:
        usage_error(f"--{given[0]} needs --by")
    with connection.client() as client:
        if by is None:
            total = _write_total(client, filters, output)
        else:
            counts = client.count(cast("CountFilters", filters), by=by, **options)
            total = counts["total"]
            _write_counts(counts, output)
    sys.stdout.flush()
    if total == 0:
        explain_empty_result(connection, filters)


def _write_total(client: "AuditLedge", filters: Filters, output: str | None) -> int:
    total = client.query(cast("QueryFilters", {**filters, "limit": 1}))["total"]
    if (output or default_output()) == "table":
        sys.stdout.write(f"{total:,}\n")
    else:
        write_record({"total": total}, output, [])
    return total


def _write_counts(counts: "EventCounts", output: str | None) -> None:
    if output == "json":
        write_record(counts, output, [])
        return
    largest = max((group["count"] for group in counts["groups"]), default=0)

    def row(group: "EventCount") -> list[str]:
        return [_name(group), f"{group['count']:,}", bar(group["count"], largest)]

    write_records(counts["groups"], output, [counts["by"].upper(), "EVENTS", ""], row)
    sys.stdout.flush()
    if sys.stderr.isatty() and counts["total"]:
        for line in _summary(counts):
            write_message(line)


def _name(group: "EventCount") -> str:
    label = group.get("label", {})
    details = [text for text in (label.get("name"), label.get("email")) if text]
    value = "-" if group["value"] is None else group["value"]
    return f"{value} ({', '.join(details)})" if details else value


def _summary(counts: "EventCounts") -> Iterator[str]:
    yield f"{pluralize(counts['total'], 'event')} in all"
    if counts["other"]:
        yield f"{counts['other']:,} of them in no group above"


check_names(
    "countEvents",
    OPERATIONS["countEvents"].query_parameters,
    {*FILTERS, *(each.name for each in count.params)},
    file=__file__,
)
