"""`auditledge backup` and `auditledge restore`, for SQLite ledgers."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditledge.cli.commands.serve import store_errors, store_option
from auditledge.cli.connection import example
from auditledge.cli.exit_codes import VERIFICATION, CommandFailed
from auditledge.cli.progress import elapsed, progress
from auditledge.cli.terminal import pluralize, write_message

if TYPE_CHECKING:
    from auditledge.server.stores.sqlite.files import Contents

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog=example("auditledge backup ledger-2026-11-25.db --store sqlite:///ledger.db"))
@click.argument("to", type=_FILE)
@store_option
@click.option("--force", is_flag=True, help="Overwrite the file TO.")
def backup(to: Path, store: str, *, force: bool) -> None:
    """Back up a SQLite ledger to the file TO.

    The server can be running. The copy is checked before it gets its name. It contains everything: keep it as
    safe as the ledger.
    """
    ledger, started = _file_of(store), time.monotonic()
    with _errors():
        from auditledge.server.admin.backup import backup as run  # noqa: PLC0415 - see store_errors

        with progress("backing up", "MiB", _mebibytes(ledger)) as advance:
            contents = run(ledger, to, advance, replace=force)
    write_message(f"backed up {_summary(contents)} to {to} in {elapsed(started)}, and checked")
    write_message("it contains the digests of the API keys and their secret: keep it as safe as the ledger")


@click.command(epilog=example("auditledge restore ledger-2026-11-25.db --store sqlite:///ledger.db --force"))
@click.argument("source", metavar="FROM", type=_FILE)
@store_option
@click.option("--force", is_flag=True, help="Replace an existing ledger; it is kept under another name.")
def restore(source: Path, store: str, *, force: bool) -> None:
    """Restore a SQLite ledger from the backup FROM.

    Stop the server first. The backup is checked before, and not changed.
    """
    ledger, started = _file_of(store), time.monotonic()
    with _errors():
        from auditledge.server.admin.backup import restore as run  # noqa: PLC0415 - see store_errors

        with progress("restoring", "MiB", _mebibytes(source)) as advance:
            contents, replaced = run(source, ledger, advance, replace=force)
    write_message(f"restored {_summary(contents)} to {ledger} in {elapsed(started)}, and checked")
    if replaced is not None:
        write_message(f"the replaced ledger is now {replaced}")


def _file_of(store: str) -> Path:
    """The file of a store. Raises click.UsageError if the store is not a file."""
    with store_errors():
        from auditledge.server.stores.urls import is_postgresql, sqlite_path  # noqa: PLC0415 - see store_errors

        if is_postgresql(store):
            raise click.UsageError(
                "this is for SQLite; for PostgreSQL use pg_dump and pg_restore, see"
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
            raise CommandFailed(str(error), VERIFICATION) from None


def _mebibytes(file: Path) -> int | None:
    return file.stat().st_size >> 20 if file.is_file() else None


def _summary(contents: "Contents") -> str:
    size = f"{contents.bytes / 2**20:,.1f} MiB"
    return f"{pluralize(contents.events, 'event')} of {pluralize(contents.accounts, 'account')} ({size})"
