"""The names of actors, which a process keeps: a part of a name is looked for in each of them."""

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

_MOST = 250_000  # names, which take about 100 bytes each


@dataclass
class _Account:
    seen: int = 0
    actors: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class Names:
    """Folded names by account, the least recently used of which go when there are more than `most`.

    Actors are only ever added: what is read here may be ahead of an older snapshot, where no event has the
    newer actors. Threads share it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._accounts: OrderedDict[int, _Account] = OrderedDict()

    def containing(self, connection: sqlite3.Connection, account: int, part: str) -> list[int]:
        """The actors of an account whose folded name contains a text."""
        with self._lock:
            known = self._accounts.setdefault(account, _Account())
            self._accounts.move_to_end(account)
            self._read_on(connection, account, known)
            self._drop()
            actors, names = known.actors, known.names
        return [actor for actor, name in zip(actors, names, strict=False) if part in name]

    def _read_on(self, connection: sqlite3.Connection, account: int, known: _Account) -> None:
        (last,) = connection.execute("SELECT coalesce(max(actor), 0) FROM actors").fetchone()
        if last <= known.seen:
            return
        # All of an account lie together in the index by name; later ones at the end of the table.
        scope = "actor > ? AND +account = ?" if known.seen else "actor > ? AND account = ?"
        statement = f"SELECT actor, folded_name FROM actors WHERE {scope} AND folded_name IS NOT NULL"  # noqa: S608
        for actor, name in connection.execute(statement, [known.seen, account]):
            known.actors.append(actor)
            known.names.append(name)
        known.seen = last

    def _drop(self) -> None:
        while sum(len(each.names) for each in self._accounts.values()) > self._most:
            self._accounts.popitem(last=False)
