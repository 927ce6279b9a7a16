"""The events after the last segment, searched by position as a segment is."""

import threading
from collections.abc import Sequence
from typing import Any

from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.bitsets import BitSet, Match
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.columnar.terms import TermCollector, text_term

_AT_ONCE = 1_024  # events that are read for their terms


class TailTerms:
    """The terms of some events by sequence, as far as they have been read. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: set[int] = set()
        self.sequences: dict[bytes, list[int]] = {}
        self.unindexed: set[int] = set()
        self.size: int = 0
        """How many sequences all terms have together."""

    def extend(self, source: AccountSource, sequences: Sequence[int]) -> None:
        """Read the events with these ascending sequences, except those that were read before.

        An older snapshot may ask for events that a newer one, whose tail begins later, has not read.
        """
        with self._lock:
            new = [sequence for sequence in sequences if sequence not in self._read]
            for start in range(0, len(new), _AT_ONCE):
                source.cancel_scope.check()
                some = new[start : start + _AT_ONCE]
                self._add({row.sequence: row for row in source.event_rows(some)}, some)

    def _add(self, rows: dict[int, Any], sequences: Sequence[int]) -> None:
        collector = TermCollector()
        collector.add_events({sequence: rows[sequence] for sequence in sequences})
        for start, ends in collector.groups():
            for end, having in ends:
                self.sequences.setdefault(start + end, []).extend(having)
                self.size += len(having)
        self.unindexed |= collector.unindexed
        self._read.update(sequences)


class IndexedTail:
    """Rows in ascending order, which terms are known of. These may be of more events, which are left out."""

    def __init__(self, rows: Sequence[SearchRow], terms: TailTerms) -> None:
        self.rows = rows
        self._terms = terms
        self._positions = {row.sequence: position for position, row in enumerate(rows)}

    @property
    def events(self) -> int:
        """How many events it has."""
        return len(self.rows)

    def term(self, term: bytes) -> Match:
        """The events that have a term."""
        bits = self._of(self._terms.sequences.get(term, ()))
        return Match(bits, bits)

    def term_of_json(self, term: bytes) -> Match:
        """The events that have a term of JSON."""
        certain = self.term(term).certain
        return Match(certain, certain | self._of([*self._terms.unindexed]))

    def of_resource(self, term: bytes, resource_id: str) -> Match:  # noqa: ARG002 - the term is enough
        """The events of a resource."""
        return self.term(term)

    def of_resources(self, prefix: str) -> Match:
        """The events of resources with ids that begin with a prefix."""
        start, bits = text_term("resource.id", prefix), 0
        # A copy: another thread may add terms meanwhile.
        for term, sequences in self._terms.sequences.copy().items():
            if term.startswith(start):
                bits |= self._of(sequences)
        return Match(bits, bits)

    def having(self, dimension: str, wanted: Any) -> BitSet:
        """The events that have a wanted key."""
        column, is_wanted = SearchRow._fields.index(dimension), kernels().is_wanted(wanted)
        return bitsets.of([n for n, row in enumerate(self.rows) if is_wanted(row[column])], self.events)

    def during(self, start: int, end: int) -> BitSet:
        """The events with timestamps from `start` to `end`."""
        return bitsets.of(
            [n for n, row in enumerate(self.rows) if start <= row.timestamp <= end], self.events
        )

    def numbered(self, first: int, last: int) -> BitSet:
        """The events with sequences from `first` to `last`."""
        return bitsets.of(
            [n for n, row in enumerate(self.rows) if first <= row.sequence <= last], self.events
        )

    def _of(self, sequences: Sequence[int]) -> BitSet:
        found = (self._positions.get(sequence) for sequence in sequences)
        return bitsets.of([position for position in found if position is not None], self.events)
