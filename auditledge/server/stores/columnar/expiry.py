"""Which of an account's events have expired, and the segments that replace those that held them.

Sequences are in the order of receipt, so the expired events are always the first ones of the account. A step
deletes some of these. In the same transaction, the segments that held them are replaced by one that covers
the same sequences and holds the events that are left. If the boundary is inside a large segment, a step first
splits that into small ones, so that no step rebuilds a large segment over and over.
"""

from bisect import bisect_left
from collections.abc import Callable

from auditledge.server.stores.columnar.segment_builder import build
from auditledge.server.stores.columnar.source import AccountSource, NewSegment


def expired_sequences(
    first: int | None, last: int, limit: int | None, before: int, received_at: Callable[[int], int]
) -> range:
    """The sequences of the first events that were received before an instant, up to `limit`.

    `first` and `last` are the account's sequences; `received_at` returns the time of receipt of a sequence.
    """
    sequences = range(0) if first is None else range(first, last + 1)[:limit]
    return sequences[: bisect_left(sequences, before, key=received_at)]


def split(source: AccountSource, last: int, size: int) -> list[NewSegment]:
    """The segment that holds the sequence `last`, in pieces: up to there, then `size` events each.

    Empty if the segment is small enough to be rebuilt as a whole.
    """
    segments = source.segments()
    held = next((each for each in segments if each.last >= last), None)
    if held is None or held.last - last <= size:
        return []
    ends = [*range(last, held.last, size), held.last]
    starts = [held.first, *(end + 1 for end in ends[:-1])]
    first, *others = (build(source, segments, *each) for each in zip(starts, ends, strict=True))
    return [first._replace(replaces=[held.segment]), *others]


def truncate(source: AccountSource, last: int) -> NewSegment:
    """The segment that replaces those of all sequences up to `last`, without the events up to there.

    These may still be in the table.
    """
    segments = source.segments()
    overlapping = [each.last for each in segments if each.first <= last]
    return build(source, segments, 1, max([last, *overlapping]), deleted=last)
