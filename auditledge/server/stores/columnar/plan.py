"""Expressions as sets of positions: which events of a segment match, as far as indexes know.

Every part of an expression gives two sets: the events that match for certain, and those that may match. To
negate is to swap the two for what they leave out, so a candidate of a negated term is not lost. Events that
may match, but not for certain, are looked at one by one, with the whole expression.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from auditledge.server.stores.columnar import bitsets
from auditledge.server.stores.columnar.bitsets import BitSet, Match
from auditledge.server.stores.columnar.kernels import kernels
from auditledge.server.stores.columnar.terms import text_term


class Searchable(Protocol):
    """Events by position: a segment, or the tail."""

    @property
    def events(self) -> int:
        """How many there are."""
        ...

    def term(self, term: bytes) -> Match:
        """The events that have a term (see `terms`)."""
        ...

    def term_of_json(self, term: bytes) -> Match:
        """The events that have a term of JSON, of which not all terms of an event may be known."""
        ...

    def of_resource(self, term: bytes, resource_id: str) -> Match:
        """The events that have a resource: its term, and its id."""
        ...

    def of_resources(self, prefix: str) -> Match:
        """The events of resources with ids that begin with a prefix."""
        ...

    def having(self, dimension: str, wanted: Any) -> BitSet:
        """The events that have a wanted key: as `Kernels.wanted` prepared them."""
        ...

    def during(self, start: int, end: int) -> BitSet:
        """The events with timestamps from `start` to `end`, in microseconds."""
        ...

    def numbered(self, first: int, last: int) -> BitSet:
        """The events with sequences from `first` to `last`."""
        ...


class Node(Protocol):
    """A part of an expression."""

    cost: int
    """What is cheap is looked at first, and the rest only where that leaves something."""

    def match(self, events: Searchable) -> Match:
        """The events that match it."""
        ...


class Always:
    """Every event, or none."""

    cost = 0

    def __init__(self, *, holds: bool) -> None:
        self._holds = holds

    def match(self, events: Searchable) -> Match:
        """All or none."""
        return _exactly(bitsets.everything(events.events) if self._holds else 0)


class HasTerm:
    """Events that have a term."""

    cost = 1

    def __init__(self, term: bytes, *, of_json: bool = False) -> None:
        self.term = term
        self._of_json = of_json

    def match(self, events: Searchable) -> Match:
        """The events that have it."""
        return events.term_of_json(self.term) if self._of_json else events.term(self.term)


class HasResource(HasTerm):
    """Events of a resource, which segments without a term index find in another way."""

    def __init__(self, resource_id: str) -> None:
        super().__init__(text_term("resource.id", resource_id))
        self._resource_id = resource_id

    def match(self, events: Searchable) -> Match:
        """The events that have this id, perhaps with a few others."""
        return events.of_resource(self.term, self._resource_id)


class HasResourceLike:
    """Events of resources with ids that begin with a prefix."""

    cost = 2

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def match(self, events: Searchable) -> Match:
        """These events; with a very long prefix, perhaps with a few others."""
        return events.of_resources(self._prefix)


class Unknown:
    """Events among which no index finds those that match: all that another node finds possible."""

    def __init__(self, among: Node) -> None:
        self.cost: int = among.cost
        self._among = among

    def match(self, events: Searchable) -> Match:
        """None for certain."""
        return Match(0, self._among.match(events).possible)


class During:
    """Events with timestamps within bounds."""

    cost = 2

    def __init__(self, start: int, end: int) -> None:
        self._bounds = start, end

    def match(self, events: Searchable) -> Match:
        """Exactly these."""
        return _exactly(events.during(*self._bounds))


class Numbered:
    """Events with sequences within bounds."""

    cost = 2

    def __init__(self, first: int, last: int) -> None:
        self._bounds = first, last

    def match(self, events: Searchable) -> Match:
        """Exactly these."""
        return _exactly(events.numbered(*self._bounds))


class HasKey:
    """Events that have one of some keys in a dimension, which are found out before anything is matched."""

    cost = 3

    def __init__(self, dimension: str, keys: Sequence[int] = ()) -> None:
        self._dimension = dimension
        self._wanted: Any = None
        self.want(keys)

    def want(self, keys: Sequence[int]) -> None:
        """Want other keys, which are not kept: there may be millions."""
        self._wanted = kernels().wanted(keys) if len(keys) else None

    def match(self, events: Searchable) -> Match:
        """Exactly these."""
        if self._wanted is None:
            return _exactly(0)
        return _exactly(events.having(self._dimension, self._wanted))


class Neither:
    """Events that a node doesn't match."""

    def __init__(self, node: Node) -> None:
        self.cost: int = node.cost
        self._node = node

    def match(self, events: Searchable) -> Match:
        """What is not possible is certain now, and the other way round."""
        certain, possible = self._node.match(events)
        everything = bitsets.everything(events.events)
        return Match(everything ^ possible, everything ^ certain)


class Both:
    """Events that every one of some nodes matches."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.cost)
        self.cost: int = sum(node.cost for node in self._nodes)

    def match(self, events: Searchable) -> Match:
        """Stops as soon as nothing is possible any more."""
        certain = possible = bitsets.everything(events.events)
        for node in self._nodes:
            match = node.match(events)
            certain &= match.certain
            possible &= match.possible
            if not possible:
                break
        return Match(certain, possible)


class Either:
    """Events that one of some nodes matches."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.cost)
        self.cost: int = sum(node.cost for node in self._nodes)

    def match(self, events: Searchable) -> Match:
        """The events of every one."""
        certain = possible = 0
        for node in self._nodes:
            match = node.match(events)
            certain |= match.certain
            possible |= match.possible
        return Match(certain, possible)


def _exactly(bits: BitSet) -> Match:
    return Match(bits, bits)
