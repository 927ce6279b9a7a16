"""Building segments of an account's events, in small steps, while others write.

The events after the last segment are read row by row, so a few thousand of them are soon compacted into a
small segment, and many small segments into a large one. A step writes in one short transaction, which has
all of a segment or nothing: a process may be killed anywhere, and several may compact one account.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from auditledge.server.stores.columnar import text_order
from auditledge.server.stores.columnar.encoding import pack
from auditledge.server.stores.columnar.segments import DIMENSIONS, OPTIONAL_DIMENSIONS
from auditledge.server.stores.columnar.source import AccountSource, NewSegment, SegmentColumn, SegmentInfo
from auditledge.server.stores.columnar.term_index import TermIndexBuilder
from auditledge.server.stores.columnar.terms import MAX_VALUES, TermCollector

_SMALL_IN_LARGE = 32
_EVENTS_AT_ONCE = 1_024  # that are read for the term index
_MAX_TERMS = 40  # for each event of a segment on average; after that, only small metadata is indexed
_MAX_VALUES_WHEN_FULL = 16

_Columns = list[tuple[str, Iterable[int]]]


def small_size(large_size: int) -> int:
    """The number of events in a small segment, given that of a large one."""
    return max(1, large_size // _SMALL_IN_LARGE)


def next_segment(source: AccountSource, large_size: int, *, index: bool = True) -> NewSegment | None:
    """The account's next segment, with a term index or without; None if there are too few events for one."""
    segments, last = source.segments(), source.last()
    compacted = segments[-1].last if segments else 0
    start = _start_of_small(segments, large_size)
    if last >= start + large_size - 1:
        # A store with a smaller size may have written past the end of this one: cover all of that.
        return build(source, segments, start, max(start + large_size - 1, compacted), index=index)
    small = small_size(large_size)
    if last < compacted + small:
        return None
    return build(source, segments, compacted + 1, compacted + small, index=index)


def next_index(source: AccountSource) -> NewSegment | None:
    """The latest segment that has no term index, built again with one; None if there is none."""
    segments, unindexed = source.segments(), source.unindexed_segment()
    each = next((each for each in segments if each.segment == unindexed), None)
    return None if each is None else build(source, segments, each.first, each.last)


def build(
    source: AccountSource,
    segments: Sequence[SegmentInfo],
    first: int,
    last: int,
    *,
    deleted: int = 0,
    index: bool = True,
) -> NewSegment:
    """The segment of the sequences from `first` to `last`, which replaces the segments within them.

    Events up to the sequence `deleted` are left out, although they may still be in the table. `index` is
    whether it gets a term index.
    """
    events = source.search_columns(max(first, deleted + 1), last)
    offsets = [sequence - first for sequence in events.sequence]
    columns: _Columns = [("times", events.timestamp), ("offsets", offsets)]
    for name in DIMENSIONS:
        if name not in OPTIONAL_DIMENSIONS or any(getattr(events, name)):
            columns += dimension(name, getattr(events, name))
    indexes = _indexes(source, events.sequence) if index else ()
    return NewSegment(
        replaces=[each.segment for each in segments if first <= each.first and each.last <= last],
        first=first,
        last=last,
        events=len(offsets),
        oldest=min(events.timestamp, default=0),
        newest=max(events.timestamp, default=0),
        columns=[
            *(SegmentColumn(name, *pack(values)) for name, values in columns),
            *indexes,
        ],
    )


def fits(new: NewSegment, segments: Sequence[SegmentInfo]) -> bool:
    """Whether a segment follows the last one of these, or replaces exactly those that it was built from."""
    before = [each.last for each in segments if each.last < new.first]
    within = [each.segment for each in segments if each.first <= new.last and each.last >= new.first]
    return within == new.replaces and max(before, default=0) == new.first - 1


def _start_of_small(segments: Sequence[SegmentInfo], large_size: int) -> int:
    """The first sequence of the small segments at the end; without any, the first one of no segment."""
    start = segments[-1].last + 1 if segments else 1
    for each in reversed(segments):
        if each.last - each.first + 1 >= large_size:
            break
        start = each.first
    return start


def _indexes(source: AccountSource, sequences: Sequence[int]) -> Iterator[SegmentColumn]:
    """The columns of the indexes. Events are read a few at a time: they may have much metadata."""
    terms, resources = TermIndexBuilder(len(sequences)), list[str]()
    for start in range(0, len(sequences), _EVENTS_AT_ONCE):
        some = sequences[start : start + _EVENTS_AT_ONCE]
        rows = {row.sequence: row for row in source.event_rows(some)}
        if not rows.keys() >= set(some):
            return  # events were deleted meanwhile, so the segment will not be written
        events = [rows[sequence] for sequence in some]
        is_full = terms.terms > _MAX_TERMS * len(sequences)
        collector = TermCollector(_MAX_VALUES_WHEN_FULL if is_full else MAX_VALUES)
        collector.add_events(dict(enumerate(events, start)))
        terms.add(collector.groups(), collector.unindexed)
        resources += (event.resource_id[: text_order.MAX_LENGTH] for event in events)
    yield from (SegmentColumn(name, "B", content) for name, content in terms.columns())
    yield from text_order.columns(resources)


def dimension(name: str, values: Sequence[int]) -> _Columns:
    """The three columns of a dimension (see `kernels`)."""
    counts = Counter(values)
    keys = sorted(counts)
    codes = dict(zip(keys, range(len(keys)), strict=True))
    return [
        (name, keys),
        (f"{name}_codes", map(codes.__getitem__, values)),
        (f"{name}_counts", map(counts.__getitem__, keys)),
    ]
