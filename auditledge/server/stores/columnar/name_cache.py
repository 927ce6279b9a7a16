"""The names of actors, which a process keeps: a part of a name is looked for in each of them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from auditledge.server.stores.columnar.source import AccountSource

_MOST = 250_000  # names, which take about 100 bytes each


@dataclass
class _Account:
    seen: int = 0
    actors: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class NameCache:
    """Folded names by account, the least recently used of which go when there are more than `most`.

    Actors are only ever added: what is read here may be ahead of an older snapshot, where no event has the
    newer actors. Threads share it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._accounts: OrderedDict[int, _Account] = OrderedDict()

    def containing(self, source: AccountSource, part: str) -> list[int]:
        """The actors of an account whose folded name contains a text."""
        with self._lock:
            known = self._accounts.setdefault(source.account, _Account())
            self._accounts.move_to_end(source.account)
            last, new = source.names(known.seen)
            known.seen = max(known.seen, last)
            known.actors += [actor for actor, _ in new]
            known.names += [name for _, name in new]
            self._drop()
            actors, names = known.actors, known.names
        return [actor for actor, name in zip(actors, names, strict=False) if part in name]

    def _drop(self) -> None:
        while sum(len(each.names) for each in self._accounts.values()) > self._most:
            self._accounts.popitem(last=False)
