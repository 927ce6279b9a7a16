"""Which of an account's events have expired, and the segments that replace those that held them.

Sequences are in the order of receipt, so the expired events are always the first ones of the account. A step
deletes some of these. In the same transaction, the segments that held them are replaced by one that covers
the same sequences and holds the events that are left. If the boundary is inside a large segment, a step first
splits that into small ones, so that no step rebuilds a large segment over and over.

A clock that was ahead leaves times of receipt that are out of order once it is repaired. Such an event counts
as received together with the first event after the repair, so that it does not outlive later ones, nor keep
them from being deleted.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from auditledge.server.stores.columnar.segment_builder import build
from auditledge.server.stores.columnar.source import AccountSource, NewSegment
from auditledge.server.stores.models import ClockRepair


class Ends(NamedTuple):
    """An account's first sequence, None if it has no events, and its last one."""

    first: int | None
    last: int


def expired_sequences(
    ends: Ends,
    limit: int | None,
    before: int,
    received_at: Callable[[int], int],
    repairs: Sequence[ClockRepair],
) -> range:
    """The sequences of the first events that were received before an instant, up to `limit`.

    `received_at` returns the stored time of receipt of a sequence; `repairs` are those of the account.
    """
    first, last = ends
    if first is None:
        return range(0)
    # By that event and not by the repair: whoever ran it may have had a wrong clock, too.
    afterwards = [
        (each.sequence, received_at(each.sequence + 1)) for each in repairs if first <= each.sequence < last
    ]

    def received_by(sequence: int) -> int:
        """When the event was received, at the latest."""
        return min([received_at(sequence), *(after for until, after in afterwards if sequence <= until)])

    sequences = range(first, last + 1)[:limit]
    return sequences[: bisect_left(sequences, before, key=received_by)]


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
