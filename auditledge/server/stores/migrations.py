"""The migrations of an engine's tables: `migrations/NNNN_name.sql` in its package, one script per version."""

from collections.abc import Collection, Iterable
from importlib import resources

from auditledge.server.stores.errors import StoreError, StoreMigratedError


def load(package: str) -> tuple[str, ...]:
    """The scripts of an engine's package, where number 0001 makes version 1 of the tables.

    Raises RuntimeError when a number is missing or used twice: a ledger would get other tables than those
    that its version number promises.
    """
    folder = resources.files(package) / "migrations"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    numbers = [file.name.partition("_")[0] for file in files]
    if not files or numbers != [f"{number:04}" for number in range(1, len(files) + 1)]:
        raise RuntimeError(f"the migrations of {package} are not numbered from 0001 on: {', '.join(numbers)}")
    return tuple(file.read_text("utf-8") for file in files)


def refuse_later(version: int, known: int) -> None:
    """Raise StoreError for tables of a later version than the last one that this program knows."""
    if version > known:
        raise StoreError(
            f"this ledger has version {version}, but this program knows only {known}: upgrade auditledge"
        )


def refuse_migrated(version: int, known: int) -> None:
    """Raise StoreMigratedError unless open tables still have the version that this program knows."""
    if version != known:
        raise StoreMigratedError(
            f"this ledger was migrated to version {version}, but this process knows only {known}:"
            " start it again with the new version of auditledge"
        )


def check_columns(package: str, table: str, columns: Iterable[str], present: Collection[str]) -> None:
    """Raise StoreError if no migration of an engine's package gives a table one of its columns."""
    for column in columns:
        if column not in present:
            folder = f"{package.replace('.', '/')}/migrations"
            raise StoreError(f"the table {table} has no column {column}: add a migration to {folder}")
