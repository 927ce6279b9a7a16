"""`auditledge backup` and `auditledge restore`: a ledger of SQLite into a file, and back."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditledge.cli.commands.serve import store_errors, store_option
from auditledge.cli.connection import example
from auditledge.cli.exit_codes import VERIFICATION, Ended
from auditledge.cli.progress import duration, progress
from auditledge.cli.terminal import counted, say

if TYPE_CHECKING:
    from auditledge.server.stores.sqlite.files import Contents

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog=example("auditledge backup ledger-2026-11-25.db --store sqlite:///ledger.db"))
@click.argument("to", type=_FILE)
@store_option
@click.option("--force", is_flag=True, help="Replace the file TO.")
def backup(to: Path, store: str, *, force: bool) -> None:
    """Copy a ledger of SQLite to the file TO, while it is served.

    The copy is checked before it gets its name. It holds everything: keep it as safe as the ledger.
    """
    ledger, started = _file_of(store), time.monotonic()
    with _errors():
        from auditledge.server.admin.backup import backup as run  # noqa: PLC0415 - see store_errors

        with progress("backing up", "MiB", _mebibytes(ledger)) as advance:
            contents = run(ledger, to, advance, replace=force)
    say(f"backed up {_told(contents)} to {to} in {duration(started)}, and checked")
    say("it holds the keys' digests and the secret that they are made with: keep it as safe as the ledger")


@click.command(epilog=example("auditledge restore ledger-2026-11-25.db --store sqlite:///ledger.db --force"))
@click.argument("source", metavar="FROM", type=_FILE)
@store_option
@click.option("--force", is_flag=True, help="Replace the ledger that is there; it is kept aside.")
def restore(source: Path, store: str, *, force: bool) -> None:
    """Put the backup FROM in the place of a ledger.

    The ledger must not be served meanwhile. The backup is checked first, and stays as it is.
    """
    ledger, started = _file_of(store), time.monotonic()
    with _errors():
        from auditledge.server.admin.backup import restore as run  # noqa: PLC0415 - see store_errors

        with progress("restoring", "MiB", _mebibytes(source)) as advance:
            contents, aside = run(source, ledger, advance, replace=force)
    say(f"restored {_told(contents)} to {ledger} in {duration(started)}, and checked")
    if aside is not None:
        say(f"the ledger that was there is {aside}")


def _file_of(store: str) -> Path:
    """The file of a store. Raises click.UsageError for a store that has none."""
    with store_errors():
        from auditledge.server.stores.urls import is_postgresql, sqlite_path  # noqa: PLC0415 - see store_errors

        if is_postgresql(store):
            raise click.UsageError(
                "this is for ledgers of SQLite; pg_dump and pg_restore are for PostgreSQL, see"
                " https://docs.auditledge.com/postgresql.html#backups",
                click.get_current_context(),
            )
        path = sqlite_path(store)
    if path is None:
        raise click.UsageError("a ledger in memory has no file", click.get_current_context())
    return Path(path)


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    with store_errors():
        from auditledge.server.stores.sqlite.files import DamagedError  # noqa: PLC0415 - see store_errors

        try:
            yield
        except DamagedError as error:
            raise Ended(str(error), VERIFICATION) from None


def _mebibytes(file: Path) -> int | None:
    return file.stat().st_size >> 20 if file.is_file() else None


def _told(contents: "Contents") -> str:
    size = f"{contents.bytes / 2**20:,.1f} MiB"
    return f"{counted(contents.events, 'event')} of {counted(contents.accounts, 'account')} ({size})"
