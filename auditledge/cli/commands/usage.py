"""`auditledge usage`: the plan, usage and quota."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.output import output_option, write_record
from auditledge.cli.progress import bar
from auditledge.contract.unlimited import FOREVER_DAYS, UNLIMITED_EVENTS

if TYPE_CHECKING:
    from auditledge.types import Usage


@click.command(epilog=example("auditledge usage"))
@output_option
@connected
def usage(*, connection: ConnectionOptions, output: str | None) -> None:
    """Show the plan, this month's usage, and the retention.

    Usage is the number of events stored in the calendar month (UTC).
    """
    with connection.client() as client:
        facts = client.usage()
    write_record(facts, output, _lines(facts))


def describe_usage(facts: "Usage") -> str:
    """How many events were stored this month, and the limit."""
    used, limit = facts["events_this_month"], facts["events_limit"]
    return f"{used:,} events, unlimited" if limit == UNLIMITED_EVENTS else f"{used:,} of {limit:,} events"


def _lines(facts: "Usage") -> Iterator[tuple[str, str]]:
    used, limit = facts["events_this_month"], facts["events_limit"]
    share = f"{100 * used / limit:.0f} %" if limit else "-"
    chart = "" if limit == UNLIMITED_EVENTS else f"{bar(used, limit)} {share}  "
    yield "plan", facts["plan"]
    yield "this month", chart + describe_usage(facts)
    yield "next month", f"starts {_next_month():%Y-%m-%d} (UTC)"
    days = facts["retention_days"]
    yield "retention", "forever" if days == FOREVER_DAYS else f"{days:,} days"
    if "account" in facts:  # servers of earlier versions don't send it
        yield "account", facts["account"]


def _next_month() -> datetime:
    now = datetime.now(UTC)
    year, month = divmod(now.year * 12 + now.month, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)
