"""The journal of each connection's transaction, which becomes rows of the outbox table before the commit."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import InstanceState

from auditledge.integrations.tracking import Journal

_KEY = "auditledge_transaction"


class _Savepoint(NamedTuple):
    name: str
    mark: int


@dataclass(slots=True)
class Transaction:
    """What the current transaction of a connection has done.

    `flushing` has the objects that the unit of work is writing now, with their values before; their
    statements are not recorded a second time.
    """

    journal: Journal = field(default_factory=Journal)
    flushing: dict[InstanceState[Any], dict[str, object]] = field(default_factory=dict)
    _savepoints: list[_Savepoint] = field(default_factory=list)

    def savepoint(self, name: str) -> None:
        """A savepoint was set."""
        self._savepoints.append(_Savepoint(name, self.journal.mark()))

    def release(self, name: str) -> None:
        """A savepoint was released: what was recorded since then belongs to the transaction around it."""
        del self._savepoints[self._index(name) :]

    def rollback_to(self, name: str) -> None:
        """A savepoint was rolled back to: what was recorded since then did not happen."""
        index = self._index(name)
        self.journal.rollback(self._savepoints[index].mark if index < len(self._savepoints) else 0)
        del self._savepoints[index + 1 :]
        self.flushing.clear()

    def _index(self, name: str) -> int:
        """The place of the last savepoint of this name."""
        names = [each.name for each in self._savepoints]
        return len(names) - 1 - names[::-1].index(name) if name in names else len(names)


def transaction_of(connection: Connection) -> Transaction:
    """The transaction of a connection."""
    info = connection.info
    found: Transaction | None = info.get(_KEY)
    if found is None:
        found = info[_KEY] = Transaction()
    return found


def end_transaction(connection: Connection) -> Transaction | None:
    """Forget the transaction of a connection, and return it if something was recorded."""
    found: Transaction | None = connection.info.pop(_KEY, None)
    return found


_SAVEPOINT = re.compile(
    r"\s*(?P<verb>SAVEPOINT|RELEASE|ROLLBACK\s+(?:TRANSACTION\s+|WORK\s+)?TO)\s+(?:SAVEPOINT\s+)?(?P<name>[^\s;]+)",
    re.IGNORECASE,
)
_STARTS = frozenset(
    {f(pair) for pair in ("SA", "RE", "RO") for f in (str.upper, str.lower, str.title)}
    | {space + letter for space in " \r\n\t" for letter in "sSrR \r\n\t"}
)
"""The first two characters of such a statement: nearly all others are rejected by theirs."""


def follow_savepoints(connection: Connection, sql: str) -> None:
    """Follow a statement that sets, releases or rolls back a savepoint, SQLAlchemy's own or the user's."""
    if sql[:2] not in _STARTS or (match := _SAVEPOINT.match(sql)) is None:
        return
    transaction, name = transaction_of(connection), match["name"].strip('"').casefold()
    verb = match["verb"].upper()
    if verb == "SAVEPOINT":
        transaction.savepoint(name)
    elif verb == "RELEASE":
        transaction.release(name)
    else:
        transaction.rollback_to(name)
