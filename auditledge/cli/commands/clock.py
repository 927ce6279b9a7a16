"""`auditledge retention` and `auditledge repair-clock`: what operators decide about a wrong clock."""

from datetime import UTC, datetime

import click

from auditledge.cli.commands.serve import existing_store, store_option
from auditledge.cli.connection import example
from auditledge.cli.terminal import pluralize, write_message

_DAY = 86_400_000_000  # microseconds


@click.group()
def retention() -> None:
    """Let retention continue that waits for you."""


@retention.command(epilog=example("auditledge retention confirm --store sqlite:///ledger.db"))
@store_option
def confirm(store: str) -> None:
    """Confirm that the clock of this machine is right.

    `serve` deletes no events while the clock is implausible: more than 31 days after the ledger was last
    served, or set while the server was running. Check the date first: by a wrong clock, events are deleted
    that their plans still keep. If the clock is right, and the ledger was simply idle or stopped for so long,
    confirm it. `serve` notices within seconds. `auditledge accounts list` shows what it will delete.

    The confirmation is recorded in the store. It holds for 31 days from now: if the clock jumps later,
    retention waits again.
    """
    with existing_store(store) as opened:
        from auditledge.server.retention.clock import confirm as run  # noqa: PLC0415 - see serve.store_errors

        confirmed = run(opened)
    write_message(f"confirmed that it is {_show(confirmed.now)}: retention continues")
    if confirmed.now - confirmed.trusted > _DAY:
        write_message(
            f"the clock was last known to be right {(confirmed.now - confirmed.trusted) // _DAY:,} days ago"
        )


@click.command("repair-clock", epilog=example("auditledge repair-clock --store sqlite:///ledger.db"))
@store_option
def repair_clock(store: str) -> None:
    """Receive at the right time again after a wrong clock.

    An account never receives an event at an earlier time than the one before. So after an event with a wrong
    `received_at` in the future, all later ones get the same, until that time is reached. Set the clocks of
    all servers right first. Then this command lets the next events be received at the right time.

    Stored events are never changed: those that were received at a wrong time keep it. For retention they
    count as received together with the account's next event, and for the quota as received in this month. The
    repair is recorded in the store.
    """
    with existing_store(store) as opened:
        from auditledge.server.retention.clock import repair as run  # noqa: PLC0415 - see serve.store_errors

        repaired = run(opened)
        with opened.reading() as snapshot:
            names = {each.account: each.name for each in snapshot.accounts.list_accounts()}
    for each in repaired.accounts:
        write_message(
            f"account {names[each.account]}: the last event was received at {_show(each.received_at)},"
            f" the next one will be at {_show(each.repaired_at)} or later"
        )
    if repaired.is_needed:
        write_message(
            f"repaired {pluralize(len(repaired.accounts), 'account')}; retention trusts that it is"
            f" {_show(repaired.now)}"
        )
    else:
        write_message(f"no event was received after {_show(repaired.now)}: there is nothing to repair")


def _show(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).isoformat().replace("+00:00", "Z")
