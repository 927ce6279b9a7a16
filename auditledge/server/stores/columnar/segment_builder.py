"""Building segments: turning an account's latest events into a segment, in small steps, beside the writer.

What is unsealed is read row by row, so a few thousand events are sealed soon, into a small segment; many
small ones become a large one. A step writes in one short transaction, which holds the segment whole or not
at all: a process may be killed anywhere, and several may seal one account.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditledge.server.stores.columnar.encoding import pack
from auditledge.server.stores.columnar.segments import DIMENSIONS, resource_key
from auditledge.server.stores.columnar.source import AccountSource, NewSegment, SegmentInfo

_SMALL_IN_LARGE = 32

_Columns = list[tuple[str, Iterable[int]]]


def small_size(most: int) -> int:
    """How many events a small segment has, of which `most` make a large one."""
    return max(1, most // _SMALL_IN_LARGE)


def next_segment(source: AccountSource, most: int) -> NewSegment | None:
    """The account's next segment; None when there are too few events for one."""
    segments, last = source.segments(), source.last()
    sealed = segments[-1].last if segments else 0
    start = _start_of_small(segments, most)
    if last >= start + most - 1:
        return build(source, segments, start, max(start + most - 1, sealed))
    small = small_size(most)
    return build(source, segments, sealed + 1, sealed + small) if last >= sealed + small else None


def build(
    source: AccountSource, segments: Sequence[SegmentInfo], first: int, last: int, *, deleted: int = 0
) -> NewSegment:
    """The segment of these sequences, in place of those segments that lie among them.

    `deleted` is the sequence up to which events count as deleted, although they may still be there.
    """
    rows = list(source.rows(max(first, deleted + 1), last))
    times, sequences, *dimensions = zip(*rows, strict=True) if rows else [()] * 6
    columns: _Columns = [("times", times), ("offsets", [sequence - first for sequence in sequences])]
    for name, values in zip(DIMENSIONS, dimensions, strict=True):
        columns += _dimension(name, values)
    return NewSegment(
        [each.segment for each in segments if first <= each.first and each.last <= last],
        first,
        last,
        len(rows),
        min(times, default=0),
        max(times, default=0),
        [(name, *pack(values)) for name, values in columns],
    )


def fits(sealed: NewSegment, segments: Sequence[SegmentInfo]) -> bool:
    """Whether a segment can be put among these: behind the last, or in place of what it was built from."""
    before = [each.last for each in segments if each.last < sealed.first]
    within = [each.segment for each in segments if each.first <= sealed.last and each.last >= sealed.first]
    return within == sealed.replaces and max(before, default=0) == sealed.first - 1


def _start_of_small(segments: Sequence[SegmentInfo], most: int) -> int:
    """The sequence that the small segments at the end begin with, or the first one that is not sealed."""
    start = segments[-1].last + 1 if segments else 1
    for each in reversed(segments):
        if each.last - each.first + 1 >= most:
            break
        start = each.first
    return start


def _dimension(name: str, values: Sequence[int | str]) -> _Columns:
    """The three columns of a dimension (see `columns`). Values are numbers, or ids of resources."""
    counts = Counter(values)
    keys = [resource_key(value) if isinstance(value, str) else value for value in counts]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    values_in_order = [*map([*counts].__getitem__, order)]
    codes = dict(zip(values_in_order, range(len(order)), strict=True))
    return [
        (name, map(keys.__getitem__, order)),
        (f"{name}_codes", map(codes.__getitem__, values)),
        (f"{name}_counts", map(counts.__getitem__, values_in_order)),
    ]
