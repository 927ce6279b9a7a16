"""Fixtures of the tests on a PostgreSQL store: a database, the store in it, and one account."""

import contextlib
from collections.abc import Iterator

import pytest

from auditledge.server.stores.postgres import PostgreSQLStore
from server.postgres import PostgreSQL


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of an empty database."""
    with postgresql.database() as empty:
        yield empty


@pytest.fixture
def store(url: str) -> Iterator[PostgreSQLStore]:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        yield opened


@pytest.fixture
def account(store: PostgreSQLStore) -> int:
    return store.ensure_account("acme", "growth")
