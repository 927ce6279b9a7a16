"""Statements within one transaction, under the policy of the account that they are about."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from auditledge.server.stores.postgres.connections import Connection

Cursor = psycopg.Cursor[tuple[Any, ...]]

_ENTER = b"SELECT set_config('auditledge.account', %b, true)"


class TenantScope:
    """A transaction under way. Row-level security shows it one account's rows, or those of none.

    Values are bound with `%b`. What the setting allows ends with the transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._account: int | None = None
        self._cursors = itertools.count(1)

    def run(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        """Run a statement on tables that belong to no account."""
        return self._connection.execute(statement.encode(), values, binary=True)

    def within(self, account: int, statement: str, values: Sequence[Any]) -> Cursor:
        """Run a statement on an account's tables."""
        if account != self._account:
            self._connection.execute(_ENTER, [str(account)])
            self._account = account
        return self.run(statement, values)

    def stream(
        self, account: int, statement: str, values: Sequence[Any], size: int
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement on an account's tables, of which `size` are held at a time."""
        # Declared by hand: a cursor object would close itself on a connection that others use by then.
        name = f"stream_{next(self._cursors)}"
        self.within(account, f"DECLARE {name} NO SCROLL CURSOR FOR {statement}", values)
        while some := self.run(f"FETCH {size} FROM {name}").fetchall():
            yield from some
        self.run(f"CLOSE {name}")
