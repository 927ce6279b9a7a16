"""Terms and prefixes looked up in the indexes of many segments, of which several are read at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from auditledge.server.stores.columnar import term_index, text_order
from auditledge.server.stores.columnar.bitsets import Match
from auditledge.server.stores.columnar.source import AccountSource
from auditledge.server.stores.columnar.term_index import TermIndex, page_name
from auditledge.server.stores.columnar.text_order import TextOrder

_MAX_PAGES = 512  # that are read at once, of about eight kilobytes each


class BytesReader(Protocol):
    """Reads columns as they are stored, perhaps from a cache."""

    def stored(
        self, source: AccountSource, wanted: Sequence[tuple[int, str]]
    ) -> Mapping[tuple[int, str], "memoryview[int]"]:
        """The bytes of columns, by segment and name: no bytes for one that does not exist."""
        ...


class _Place(NamedTuple):
    """Where a term is looked for: in a page, by its digest."""

    digest: bytes
    page: str


class TermLookup:
    """Looks up terms in an account's segments.

    One after another is asked for, mostly in the order given to `expect`, so those that follow are read
    together with it: more of them each time, because most pages of events end in the first segments.
    `on_unindexed` is called with the account if a segment has no index.
    """

    def __init__(
        self,
        source: AccountSource,
        columns: BytesReader,
        terms: Iterable[bytes],
        prefixes: Iterable[str],
        on_unindexed: Callable[[int], object],
    ) -> None:
        self._source = source
        self._on_unindexed = on_unindexed
        self._columns = columns
        self._terms = list(dict.fromkeys(terms))
        self._prefixes = list(dict.fromkeys(prefixes))
        self._expected: Sequence[int] = ()
        self._order: dict[int, int] = {}
        self._ahead = 1
        self._indexes: dict[int, TermIndex | None] = {}
        self._orders: dict[int, TextOrder] = {}
        self._places: dict[tuple[int, bytes], _Place] = {}
        self._pages: Mapping[tuple[int, str], memoryview[int]] = {}

    def expect(self, segments: Sequence[int], ahead: int) -> None:
        """Say which segments will be asked for, and how many of them to read at first."""
        self._expected = segments
        self._order = {segment: place for place, segment in enumerate(segments)}
        self._ahead = ahead

    def find(self, segment: int, term: bytes) -> Match | None:
        """The positions that have a term; None if the segment has no index."""
        index = self._index(segment)
        if index is None:
            return None
        digest, page = self._places[segment, term]
        return index.find(digest, self._pages[segment, page])

    def find_json(self, segment: int, term: bytes) -> Match | None:
        """The positions that have a term of JSON, of which not every event has all terms in the index."""
        match, index = self.find(segment, term), self._index(segment)
        if match is None or index is None:
            return None
        return Match(match.certain, match.possible | index.unindexed)

    def find_resources(
        self, segment: int, prefix: str, positions: Callable[[], "memoryview[int]"]
    ) -> Match | None:
        """The positions whose resource has an id that begins with a prefix; None if the segment has no index.

        `positions` reads the column of that name.
        """
        if self._index(segment) is None or segment not in self._orders:
            return None
        order = self._orders[segment]
        blocks = {name: self._pages[segment, name] for name in order.blocks(prefix)}
        return order.find(prefix, blocks, positions)

    def _index(self, segment: int) -> TermIndex | None:
        if segment not in self._indexes:
            self._read(self._batch(segment))
        return self._indexes[segment]

    def _batch(self, segment: int) -> Sequence[int]:
        """The segment and those that follow it. It drops the ones before, which have been looked up."""
        start = self._order.get(segment)
        if start is None:
            return [segment]
        size = max(1, min(self._ahead, _MAX_PAGES // max(1, len(self._terms) + 2 * len(self._prefixes))))
        self._ahead *= 4
        return self._expected[start : start + size]

    def _read(self, segments: Sequence[int]) -> None:
        names = [term_index.HEADER, *([text_order.HEADER] if self._prefixes else [])]
        headers = self._columns.stored(
            self._source, [(segment, name) for segment in segments for name in names]
        )
        self._indexes = {segment: _index(headers[segment, term_index.HEADER]) for segment in segments}
        if None in self._indexes.values():
            self._on_unindexed(self._source.account)
        indexed = {segment: index for segment, index in self._indexes.items() if index is not None}
        self._places = {
            (segment, term): _place(index, term) for segment, index in indexed.items() for term in self._terms
        }
        self._orders = {
            segment: TextOrder(header)
            for (segment, name), header in headers.items()
            if name == text_order.HEADER and header
        }
        pages = {(segment, place.page): None for (segment, _), place in self._places.items()}
        blocks = {
            (segment, name): None
            for segment, order in self._orders.items()
            for prefix in self._prefixes
            for name in order.blocks(prefix)
        }
        wanted = [*pages, *blocks]
        self._pages = self._columns.stored(self._source, wanted) if wanted else {}


def _index(header: "memoryview[int]") -> TermIndex | None:
    return TermIndex(header) if header else None


def _place(index: TermIndex, term: bytes) -> _Place:
    digest = index.digest(term)
    return _Place(digest, page_name(index.page(digest)))
