"""Backups of a ledger in a file: made while it is served, and put back. Whole and checked, or not there."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.sqlite.files import Advance, Contents, alone, check, copy

_BESIDE = ("-wal", "-shm")


def backup(ledger: Path, target: Path, advance: Advance, *, replace: bool) -> Contents:
    """Copy a ledger, which may be served, into the file `target`; what the copy holds.

    The copy is readable for its owner alone, as it holds all that the ledger does: the digests of its keys,
    and the secret that these are made with. A file that is there is replaced if `replace`. Raises StoreError,
    among them DamagedError when the copy is not what it should be, and OSError.
    """
    _may_write(target, replace=replace)
    with _checked_copy(ledger, target, advance) as (made, contents):
        if replace and target.exists():
            with alone(target):
                made.replace(target)
        else:
            os.link(made, target)  # unlike a rename, this never takes the place of another file
        _keep_names(target.parent)
    return contents


def restore(source: Path, ledger: Path, advance: Advance, *, replace: bool) -> tuple[Contents, Path | None]:
    """Copy a backup into the place of a ledger that nobody has open; what it holds.

    With `replace`, a ledger that is there is kept aside: its new path is the second of the answer. Raises
    StoreError, among them DamagedError when the backup is not what it should be, and OSError.
    """
    _may_write(ledger, replace=replace)
    with _checked_copy(source, ledger, advance) as (made, contents):
        _may_write(ledger, replace=replace)  # copying took its time
        aside = ledger.with_name(time.strftime(f"{ledger.name}.replaced-%Y%m%dT%H%M%SZ", time.gmtime()))
        with alone(ledger) if ledger.exists() else contextlib.nullcontext():
            replaced = _keep_aside(ledger, aside)
            made.replace(ledger) if replaced else os.link(made, ledger)
        _keep_names(ledger.parent)
    return contents, replaced


def _may_write(target: Path, *, replace: bool) -> None:
    if target.exists() and not replace:
        raise StoreError(f"{target} exists: --force replaces it")
    if target.exists():
        with alone(target):
            pass


@contextlib.contextmanager
def _checked_copy(source: Path, target: Path, advance: Advance) -> Iterator[tuple[Path, Contents]]:
    """A checked copy in a file beside `target`, which is gone after the `with` block."""
    descriptor, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    os.close(descriptor)
    made = Path(name)
    try:
        copy(source, made, advance)
        yield made, check(made)
    finally:
        made.unlink(missing_ok=True)


def _keep_aside(ledger: Path, aside: Path) -> Path | None:
    """Give a ledger a second name, and leave nothing that SQLite would take for a part of the next one."""
    for suffix in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{ledger}{suffix}").replace(f"{aside}{suffix}")
    if not ledger.exists():
        return None
    os.link(ledger, aside)
    return aside


def _keep_names(folder: Path) -> None:
    """Have a folder's names on the disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
