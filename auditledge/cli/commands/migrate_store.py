"""`auditledge migrate-store`: a ledger from one store to another."""

import time

import click

from auditledge.cli.commands.serve import store_errors
from auditledge.cli.connection import example
from auditledge.cli.exit_codes import FAILED, VERIFICATION, Ended
from auditledge.cli.progress import duration, progress
from auditledge.cli.terminal import counted, say


@click.command(
    "migrate-store",
    epilog=example("auditledge migrate-store sqlite:///ledger.db postgresql://ledger@db.example.com/audit"),
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_store(source: str, target: str) -> None:
    """Move a ledger from the store FROM to the store TO.

    FROM and TO are URLs, as serve takes them. Run it while FROM is served, to copy most of it; then stop the
    server, and run it again for the rest. It goes on where it broke off, may be run as often as you like, and
    compares every event at the end. FROM stays as it is.
    """
    started = time.monotonic()
    with store_errors():
        from auditledge.server.admin.migrate import (  # noqa: PLC0415 - see store_errors
            StillServedError,
            UnequalError,
            move,
        )

        try:
            moved = move(source, target, lambda label, total: progress(label, "events", total))
        except StillServedError as error:
            raise Ended(f"{error}: stop it, then run this again for the rest", FAILED) from None
        except UnequalError as error:
            raise Ended(f"the stores differ: {error}", VERIFICATION) from None
    held = f"{counted(moved.events, 'event')} of {counted(moved.accounts, 'account')}"
    say(f"copied {counted(moved.copied, 'event')} in {duration(started)}; all {held} are verified")
    say("the ledger is moved: serve it from its new store, and never again from the old one")
