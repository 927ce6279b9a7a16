"""Looking at single events: whether they match an expression, where no index is certain."""

from collections.abc import Collection, Sequence

from auditledge.server.query_language import Expression, matcher
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.event_view import EventView
from auditledge.server.stores.intern_cache import InternCache

_AT_ONCE = 256  # events that are read, of sixteen megabytes at most


class Verifier:
    """Reads events of one account and matches them with an expression."""

    def __init__(self, source: AccountSource, interned: InternCache, expression: Expression) -> None:
        self._source = source
        self._interned = interned
        self._matches = matcher(expression)

    def matching(self, sequences: Sequence[int]) -> Collection[int]:
        """The sequences of those of some events that match."""
        found: set[int] = set()
        for start in range(0, len(sequences), _AT_ONCE):
            rows = self._source.event_rows(sequences[start : start + _AT_ONCE])
            for event in self._interned.events(self._source, rows):
                # Each time: a hundred terms about large metadata take a fraction of a second.
                self._source.cancel_scope.check()
                if self._matches(EventView(event)):
                    found.add(event.sequence)
        return found
