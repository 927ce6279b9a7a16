"""Statements within one transaction, under the row-level security policy of the account they are about."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from auditledge.server.stores.postgres.connections import Connection

Cursor = psycopg.Cursor[tuple[Any, ...]]

_ENTER = b"SELECT set_config('auditledge.account', %b, true)"


class TenantScope:
    """A transaction in progress. Row-level security shows it the rows of one account, or no rows.

    Values are bound for `%b`. The setting that the policies read ends with the transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._account: int | None = None
        self._cursors = itertools.count(1)

    def run(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        """Run a statement on tables that belong to no account."""
        return self._connection.execute(statement.encode(), values, binary=True)

    def execute(self, statement: str, values: Sequence[Any]) -> Cursor:
        """Run a statement that every engine has, on tables of no account. Its values are bound for `?`."""
        return self.run(statement.replace("?", "%b"), values)

    def execute_within(self, account: int, statement: str, values: Sequence[Any]) -> Cursor:
        """The same on an account's tables."""
        return self.within(account, statement.replace("?", "%b"), values)

    def within(self, account: int, statement: str, values: Sequence[Any]) -> Cursor:
        """Run a statement on an account's tables."""
        if account != self._account:
            self._connection.execute(_ENTER, [str(account)])
            self._account = account
        return self.run(statement, values)

    def stream(
        self, account: int, statement: str, values: Sequence[Any], size: int
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement on an account's tables, fetched `size` at a time."""
        # Declared by hand: a cursor object would close itself when it is collected, on a connection that
        # somebody else uses by then.
        name = f"stream_{next(self._cursors)}"
        self.within(account, f"DECLARE {name} NO SCROLL CURSOR FOR {statement}", values)
        while some := self.run(f"FETCH {size} FROM {name}").fetchall():
            yield from some
        self.run(f"CLOSE {name}")
