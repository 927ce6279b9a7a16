"""Which of an account's events are too old, and the segments that are put in place of those that held them.

The order of receipt is that of the sequence, so what is too old is always a beginning of it. A step deletes
some of that beginning, and in the same transaction the segments that held it give way to one that covers the
same sequences and has what is left of them. A large segment at the boundary is cut into small ones first.
"""

from bisect import bisect_left
from collections.abc import Callable

from auditledge.server.stores.columnar.segment_builder import build
from auditledge.server.stores.columnar.source import AccountSource, NewSegment


def expired(
    first: int | None, last: int, most: int | None, before: int, received_at: Callable[[int], int]
) -> range:
    """The sequences of the first `most` events that were received before an instant.

    `first` and `last` are the account's, and `received_at` tells when the event of a sequence was received.
    """
    sequences = range(0) if first is None else range(first, last + 1)[:most]
    return sequences[: bisect_left(sequences, before, key=received_at)]


def cut(source: AccountSource, last: int, most: int) -> list[NewSegment]:
    """The segment that holds a sequence in pieces, of `most` events behind that one; none for a small one."""
    segments = source.segments()
    held = next((each for each in segments if each.last >= last), None)
    if held is None or held.last - last <= most:
        return []
    ends = [*range(last, held.last, most), held.last]
    starts = [held.first, *(end + 1 for end in ends[:-1])]
    first, *others = (build(source, segments, *each) for each in zip(starts, ends, strict=True))
    return [first._replace(replaces=[held.segment]), *others]


def without(source: AccountSource, last: int) -> NewSegment:
    """The segment that tells that the events up to a sequence are deleted, which may be there still."""
    segments = source.segments()
    held = [each.last for each in segments if each.first <= last]
    return build(source, segments, 1, max([last, *held]), deleted=last)
