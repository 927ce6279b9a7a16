"""`auditledge migrate-store`: moves a ledger from one store to another."""

import time

import click

from auditledge.cli.commands.serve import store_errors
from auditledge.cli.connection import example
from auditledge.cli.exit_codes import FAILED, VERIFICATION, CommandFailed
from auditledge.cli.progress import elapsed, progress
from auditledge.cli.terminal import pluralize, write_message


@click.command(
    "migrate-store",
    epilog=example("auditledge migrate-store sqlite:///ledger.db postgresql://ledger@db.example.com/audit"),
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_store(source: str, target: str) -> None:
    """Move a ledger from the store FROM to the store TO.

    FROM and TO are URLs like that of `serve --store`. Run the command while the server is running, to copy
    most of the ledger; then stop the server and run it again for the rest. You can interrupt it and run it
    again as often as you like. At the end it compares every event. FROM is not changed.
    """
    started = time.monotonic()
    with store_errors():
        from auditledge.server.admin.migrate import (  # noqa: PLC0415 - see store_errors
            SourceInUseError,
            StoresDifferError,
            migrate,
        )

        try:
            result = migrate(source, target, lambda label, total: progress(label, "events", total))
        except SourceInUseError as error:
            raise CommandFailed(
                f"{error}: stop it, then run this command again for the rest", FAILED
            ) from None
        except StoresDifferError as error:
            raise CommandFailed(f"the stores differ: {error}", VERIFICATION) from None
    total = f"{pluralize(result.events, 'event')} of {pluralize(result.accounts, 'account')}"
    write_message(
        f"copied {pluralize(result.copied, 'event')} in {elapsed(started)}; all {total} are verified"
    )
    write_message("the ledger has moved: serve it from the new store only, and never again from the old one")
