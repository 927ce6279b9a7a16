"""Backup and restore of a ledger in a file. A copy gets its name only once it is complete and checked."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.sqlite.files import (
    Advance,
    Contents,
    check_ledger,
    copy_ledger,
    lock_exclusively,
)
from auditledge.server.stores.sqlite.ledger_file import SIDE_FILES, make_private


def backup(ledger: Path, target: Path, advance: Advance, *, replace: bool) -> Contents:
    """Copy a ledger, which may be served, to the file `target`; returns what the copy contains.

    Only the owner can read the copy, because it contains the digests of the keys and the secret that they
    were made with. An existing file is replaced if `replace`. Raises StoreError, DamagedError if the copy
    fails its check, and OSError.
    """
    _check_target(target, replace=replace)
    with _checked_copy(ledger, target, advance) as (made, contents):
        if replace and target.exists():
            with lock_exclusively(target):
                made.replace(target)
        else:
            os.link(made, target)  # unlike a rename, this never replaces another file
        _fsync_directory(target.parent)
    return contents


def restore(source: Path, ledger: Path, advance: Advance, *, replace: bool) -> tuple[Contents, Path | None]:
    """Copy a backup to the path of a ledger that nobody has open; returns what it contains.

    With `replace`, an existing ledger is kept under a new path, which is returned, too. Raises StoreError,
    DamagedError if the backup fails its check, and OSError.
    """
    _check_target(ledger, replace=replace)
    with _checked_copy(source, ledger, advance) as (made, contents):
        _check_target(ledger, replace=replace)  # again, because copying takes time
        old = ledger.with_name(time.strftime(f"{ledger.name}.replaced-%Y%m%dT%H%M%SZ", time.gmtime()))
        with lock_exclusively(ledger) if ledger.exists() else contextlib.nullcontext():
            replaced = _keep_old(ledger, old)
            made.replace(ledger) if replaced else os.link(made, ledger)
        _fsync_directory(ledger.parent)
    return contents, replaced


def _check_target(target: Path, *, replace: bool) -> None:
    """Raise StoreError if the target exists and must not be replaced, or is in use."""
    if target.exists() and not replace:
        raise StoreError(f"{target} exists: --force replaces it")
    if target.exists():
        with lock_exclusively(target):
            pass


@contextlib.contextmanager
def _checked_copy(source: Path, target: Path, advance: Advance) -> Iterator[tuple[Path, Contents]]:
    """A checked copy in a file next to `target`, for the `with` block."""
    descriptor, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    os.close(descriptor)
    made = Path(name)
    try:
        copy_ledger(source, made, advance)
        yield made, check_ledger(made)
    finally:
        made.unlink(missing_ok=True)


def _keep_old(ledger: Path, old: Path) -> Path | None:
    """Give an existing ledger a second name; returns it. Leaves no side file, which SQLite would replay."""
    for suffix in SIDE_FILES:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{ledger}{suffix}").replace(f"{old}{suffix}")
    if not ledger.exists():
        return None
    make_private(ledger)
    os.link(ledger, old)
    return old


def _fsync_directory(folder: Path) -> None:
    """Make the names of files in a directory durable."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
