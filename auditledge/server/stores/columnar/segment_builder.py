"""Building segments of an account's events, in small steps, while others write.

The events after the last segment are read row by row, so a few thousand of them are soon compacted into a
small segment, and many small segments into a large one. A step writes in one short transaction, which has
all of a segment or nothing: a process may be killed anywhere, and several may compact one account.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditledge.server.stores.columnar.encoding import pack
from auditledge.server.stores.columnar.segments import DIMENSIONS, resource_key
from auditledge.server.stores.columnar.source import AccountSource, NewSegment, SegmentColumn, SegmentInfo

_SMALL_IN_LARGE = 32

_Columns = list[tuple[str, Iterable[int]]]


def small_size(large_size: int) -> int:
    """The number of events in a small segment, given that of a large one."""
    return max(1, large_size // _SMALL_IN_LARGE)


def next_segment(source: AccountSource, large_size: int) -> NewSegment | None:
    """The account's next segment; None if there are too few events for one."""
    segments, last = source.segments(), source.last()
    compacted = segments[-1].last if segments else 0
    start = _start_of_small(segments, large_size)
    if last >= start + large_size - 1:
        # A store with a smaller size may have written past the end of this one: cover all of that.
        return build(source, segments, start, max(start + large_size - 1, compacted))
    small = small_size(large_size)
    return build(source, segments, compacted + 1, compacted + small) if last >= compacted + small else None


def build(
    source: AccountSource, segments: Sequence[SegmentInfo], first: int, last: int, *, deleted: int = 0
) -> NewSegment:
    """The segment of the sequences from `first` to `last`, which replaces the segments within them.

    Events up to the sequence `deleted` are left out, although they may still be in the table.
    """
    events = source.search_columns(max(first, deleted + 1), last)
    offsets = [sequence - first for sequence in events.sequence]
    columns: _Columns = [("times", events.timestamp), ("offsets", offsets)]
    for name in DIMENSIONS:
        columns += _dimension(name, getattr(events, name))
    return NewSegment(
        replaces=[each.segment for each in segments if first <= each.first and each.last <= last],
        first=first,
        last=last,
        events=len(offsets),
        oldest=min(events.timestamp, default=0),
        newest=max(events.timestamp, default=0),
        columns=[SegmentColumn(name, *pack(values)) for name, values in columns],
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


def _dimension(name: str, values: Sequence[int | str]) -> _Columns:
    """The three columns of a dimension (see `kernels`). Values are numbers, or ids of resources."""
    counts = Counter(values)
    keys = [resource_key(value) if isinstance(value, str) else value for value in counts]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    values_in_order = [*map([*counts].__getitem__, order)]
    # By value, not by key: resources that share a key still have codes of their own.
    codes = dict(zip(values_in_order, range(len(order)), strict=True))
    return [
        (name, map(keys.__getitem__, order)),
        (f"{name}_codes", map(codes.__getitem__, values)),
        (f"{name}_counts", map(counts.__getitem__, values_in_order)),
    ]
