"""The events that match an expression, in segments and in the tail: found by a plan, and verified."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from auditledge.server.query_language import Expression
from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.bitsets import Match
from auditledge.server.stores.columnar.cache import ReadCache, UncachedColumns
from auditledge.server.stores.columnar.encoding import Positions
from auditledge.server.stores.columnar.planner import Planner
from auditledge.server.stores.columnar.segments import Bounds, Clause, Segment
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.columnar.tail import IndexedTail
from auditledge.server.stores.columnar.term_lookup import TermLookup
from auditledge.server.stores.columnar.verifier import Verifier

Keys = Iterator[tuple[int, int]]
"""Timestamps and sequences."""

MatchRows = Callable[[Iterable[SearchRow]], Iterator[SearchRow]]
"""Chooses rows, regardless of their time."""

_FIRST, _MAX = 16, 256  # candidates that are verified at once, of a page
_PENDING = 1_024  # of a total


class ExpressionSearch:
    """Finds the events that match an expression. `columns` reads the indexes of segments."""

    def __init__(
        self,
        source: AccountSource,
        expression: Expression,
        cache: ReadCache,
        columns: ReadCache | UncachedColumns,
    ) -> None:
        self._source = source
        planner = Planner(source, cache.texts)
        self._plan = planner.plan(expression)
        self._verifier = Verifier(source, cache.interned, expression)
        self.terms: TermLookup = TermLookup(
            source, columns, planner.terms, planner.prefixes, cache.on_unindexed
        )

    def counts(self, segments: Sequence[Segment], clauses: Sequence[Clause], bounds: Bounds) -> list[int]:
        """For each segment how many events match, and match the clauses, within bounds."""
        self.expect(segments, len(segments))
        counts: list[int] = []
        pending: list[tuple[int, list[int]]] = []
        waiting = 0
        for place, segment in enumerate(segments):
            match = self._match(segment, clauses, bounds)
            counts.append(match.certain.bit_count())
            if match.certain != match.possible:
                pending.append((place, segment.sequences(_doubtful(match, segment))))
                waiting += len(pending[-1][1])
            if waiting >= _PENDING:
                self._add(counts, pending)
                waiting = 0
        self._add(counts, pending)
        return counts

    def positions(self, segment: Segment, clauses: Sequence[Clause], bounds: Bounds) -> Positions:
        """The positions of the events of a segment that match, within bounds."""
        certain, possible = match = self._match(segment, clauses, bounds)
        if certain != possible:
            doubtful = _doubtful(match, segment)
            sequences = segment.sequences(doubtful)
            matching = self._verifier.matching(sequences)
            verified = [
                each for each, sequence in zip(doubtful, sequences, strict=True) if sequence in matching
            ]
            certain |= bitsets.of(verified, segment.events)
        return bitsets.positions(certain, segment.events)

    def keys(self, segment: Segment, clauses: Sequence[Clause], bounds: Bounds) -> Keys:
        """The events of a segment that match, in order. They are verified a few at a time."""
        certain, possible = self._match(segment, clauses, bounds)
        if not possible:
            return iter(())  # without a look at the segment's columns
        positions = bitsets.positions(possible, segment.events)
        positions = positions if bounds.order == "asc" else positions[::-1]
        keys = segment.sort_keys(positions)
        if certain == possible:
            return keys
        return self._verified(
            (bool(certain >> position & 1), *key) for position, key in zip(positions, keys, strict=True)
        )

    def tail_keys(self, tail: IndexedTail, matches: MatchRows, bounds: Bounds) -> Keys:
        """The events of the tail that match and `matches` chooses, in order, verified a few at a time."""
        certain, possible = self._plan.match(tail)
        sure = {tail.rows[position].sequence for position in bitsets.positions(certain, tail.events)}
        rows = bounds.slice([tail.rows[position] for position in bitsets.positions(possible, tail.events)])
        return self._verified(
            (row.sequence in sure, row.timestamp, row.sequence)
            for row in matches(rows if bounds.order == "asc" else reversed(rows))
        )

    def verified(self, keys: Keys) -> Keys:
        """Those of some events that match, about which nothing is known."""
        return self._verified((False, *key) for key in keys)

    def expect(self, segments: Sequence[Segment], ahead: int = 1) -> None:
        """Say in which order segments will be asked for; the first ones surely, the others perhaps."""
        self.terms.expect([each.info.segment for each in segments], ahead)

    def _match(self, segment: Segment, clauses: Sequence[Clause], bounds: Bounds) -> Match:
        self._source.cancel_scope.check()
        certain, possible = self._plan.match(segment)
        if possible and not segment.covers(bounds):
            within = segment.within(bounds)
            possible &= bitsets.between(within.start, within.stop)
        if possible and clauses:
            among = bitsets.positions(possible, segment.events)
            possible = bitsets.of(segment.positions(clauses, bounds, among), segment.events)
        return Match(certain & possible, possible)

    def _add(self, counts: list[int], pending: list[tuple[int, list[int]]]) -> None:
        matching = self._verifier.matching([each for _, some in pending for each in some])
        for place, some in pending:
            counts[place] += sum(each in matching for each in some)
        pending.clear()

    def _verified(self, candidates: Iterator[tuple[bool, int, int]]) -> Keys:
        size = _FIRST
        while some := list(islice(candidates, size)):
            matching = self._verifier.matching(
                [sequence for is_certain, _, sequence in some if not is_certain]
            )
            for is_certain, timestamp, sequence in some:
                if is_certain or sequence in matching:
                    yield timestamp, sequence
            size = min(2 * size, _MAX)


def _doubtful(match: Match, segment: Segment) -> Positions:
    return bitsets.positions(match.certain ^ match.possible, segment.events)
