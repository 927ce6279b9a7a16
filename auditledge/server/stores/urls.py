"""The URL of a store, which selects the engine."""

import contextlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.files import InUseError, lock_exclusively
from auditledge.server.stores.sqlite.store import SQLiteStore

_POSTGRESQL = ("postgresql", "postgres")


def open_store(url: str) -> Store:
    """Open the store that a URL names; create it if it does not exist.

    `sqlite:///relative.db`, `sqlite:////absolute/path.db`, or `sqlite://` for one in memory that ends with
    the process; `postgresql://user:password@host:port/database` for one that many processes share. Percent
    escapes are decoded. Raises StoreError for any other URL, and for a store that can't be opened or is no
    ledger.
    """
    if is_postgresql(url):
        return _open_postgresql(url)
    return SQLiteStore(sqlite_path(url))


def open_existing(url: str) -> Store:
    """Open the store that a URL names. Raises StoreError if it names a file that does not exist."""
    if not is_postgresql(url) and (path := sqlite_path(url)) is not None and not Path(path).is_file():
        raise StoreError(f"there is no ledger {path}")
    return open_store(url)


def is_in_use(url: str) -> bool:
    """Whether a process has the store open: any that uses the file, or any ledger that uses the database."""
    if is_postgresql(url):
        from auditledge.server.stores.postgres import preflight  # noqa: PLC0415 - needs the extra

        return preflight.is_in_use(url)
    path = sqlite_path(url)
    try:
        with lock_exclusively(Path(path)) if path and Path(path).is_file() else contextlib.nullcontext():
            return False
    except InUseError:
        return True


def is_postgresql(url: str) -> bool:
    """Whether a URL names a database of PostgreSQL."""
    return url.partition("://")[0] in _POSTGRESQL


def without_password(url: str) -> str:
    """The URL of a store that can be opened, without the password that it may contain."""
    if is_postgresql(url):
        from auditledge.server.stores.postgres.connections import DatabaseURL  # noqa: PLC0415 - needs the extra

        return str(DatabaseURL(url))
    return url


def sqlite_path(url: str) -> str | None:
    """The path in a sqlite URL, or None for a store in memory. Raises StoreError for any other URL."""
    scheme, separator, rest = url.partition("://")
    if scheme != "sqlite" or not separator:
        raise StoreError(_unknown(url))
    if not rest:
        return None
    if rest in ("/", "/:memory:") or not rest.startswith("/") or "?" in rest or "#" in rest:
        raise StoreError(
            f"{url!r} should be sqlite:///relative.db, sqlite:////absolute/path.db, or sqlite:// for memory"
        )
    try:
        path = unquote(rest[1:], errors="strict")
    except UnicodeDecodeError:
        path = "\0"
    if "\0" in path:
        raise StoreError(f"{url!r} does not name a file")
    return path


def _open_postgresql(url: str) -> Store:
    try:
        from auditledge.server.stores.postgres import PostgreSQLStore  # noqa: PLC0415 - needs the extra
    except ImportError:
        raise StoreError("PostgreSQL needs psycopg: pip install 'auditledge[server,postgres]'") from None
    return PostgreSQLStore(url)


def _unknown(url: str) -> str:
    # The rest of the URL may contain a password: repeat only its scheme.
    scheme = urlsplit(url).scheme if "://" in url else ""
    what = f"no store for {scheme}:// URLs" if scheme else "a store needs a URL"
    return (
        f"{what}: use sqlite:///relative.db, sqlite:////absolute/path.db, sqlite:// for memory, or"
        " postgresql://user@host/database"
    )
