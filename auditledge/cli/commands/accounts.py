"""`auditledge accounts`: lists accounts and changes their plans, directly in the store."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.commands.serve import existing_store, store_option
from auditledge.cli.output import output_option, write_records
from auditledge.cli.plans_option import check_plan, load_plans, plans_option

if TYPE_CHECKING:
    from auditledge.server.accounts.plans import Plans
    from auditledge.server.stores.protocol import Store

_COLUMNS = ("ACCOUNT", "PLAN", "THIS MONTH", "LIMIT", "RETENTION", "EXPIRED")


@click.group()
def accounts() -> None:
    """List accounts and change their plans."""


@accounts.command("list")
@store_option
@plans_option
@output_option
def list_accounts(store: str, plans: str | None, output: str | None) -> None:
    """List all accounts with their plans and usage.

    THIS MONTH is the calendar month (UTC). EXPIRED is the number of events past the retention of the plan,
    which `serve` will delete.
    """
    defined = load_plans(plans)
    with existing_store(store) as opened:
        write_records(_records(opened, defined), output, _COLUMNS, _row)


@accounts.command("set-plan")
@store_option
@plans_option
@click.argument("account")
@click.argument("plan")
def set_plan(store: str, plans: str | None, account: str, plan: str) -> None:
    """Change the plan of ACCOUNT to PLAN.

    The new plan applies from the next request.
    """
    check_plan(plan, load_plans(plans))
    with existing_store(store) as opened, opened.writing() as transaction:
        known = transaction.accounts.set_plan(account, plan)
    if not known:
        raise click.ClickException("there is no account with this name")


def _records(store: "Store", plans: "Plans") -> Iterator[dict[str, Any]]:
    from auditledge.server.calendar_months import month_of  # noqa: PLC0415 - see serve.store_errors

    now = time.time_ns() // 1_000
    with store.reading() as snapshot:
        for account, name, plan, served in snapshot.accounts.list_accounts():
            _, limit, days = plans.of(plan)
            before = plans.expires_before(plan, now) if served else None
            yield {
                "account": name,
                "plan": plan,
                "defined": plan in plans.by_name,
                "events_this_month": snapshot.account(account, month_of(now)).stored_in_month,
                "events_limit": limit,
                "retention_days": None if before is None else days,
                "expired": 0 if before is None else snapshot.count_expired(account, before),
            }


def _row(account: dict[str, Any]) -> tuple[str, ...]:
    limit, days = account["events_limit"], account["retention_days"]
    return (
        account["account"],
        account["plan"] + ("" if account["defined"] else " (undefined)"),
        f"{account['events_this_month']:,}",
        "unlimited" if limit is None else f"{limit:,}",
        "forever" if days is None else f"{days:,} days",
        f"{account['expired']:,}",
    )
