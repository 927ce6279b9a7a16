"""What a verification found. A report exists only if everything in it was verified."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.trust import VerifiedCheckpoint

MAX_LISTED_RANGES = 100


@dataclass(slots=True)
class Ranges:
    """Indexes, added in ascending order: their count, and at most MAX_LISTED_RANGES ranges of them."""

    count: int = 0
    listed: list[tuple[int, int]] = field(default_factory=list)
    is_complete: bool = True

    def add(self, index: int) -> None:
        """Add one index."""
        self.count += 1
        if self.listed and self.listed[-1][1] == index - 1 and self.is_complete:
            self.listed[-1] = (self.listed[-1][0], index)
        elif len(self.listed) < MAX_LISTED_RANGES:
            self.listed.append((index, index))
        else:
            self.is_complete = False

    def to_json(self) -> dict[str, Any]:
        """The ranges, both ends inclusive, as an object for JSON."""
        listed = [list(each) for each in self.listed]
        return {"count": self.count, "ranges": listed, "all_ranges_listed": self.is_complete}


@dataclass(frozen=True, slots=True)
class CheckpointReport:
    """A verified checkpoint, and `shortfalls`: in which ways it is less than what the reader asked for."""

    verified: VerifiedCheckpoint
    shortfalls: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as an object for JSON."""
        checkpoint = self.verified.checkpoint
        return {
            "verified": True,
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": encode_base64(checkpoint.root),
            "trust": self.verified.trust,
            "witnesses": list(self.verified.witnesses),
            "signed_at": format_time(self.verified.timestamp),
            "shortfalls": list(self.shortfalls),
        }


@dataclass(frozen=True, slots=True)
class ReceiptReport(CheckpointReport):
    """A verified receipt: the event is the entry `index` of the log, except for the `closed` units."""

    index: int
    closed: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as an object for JSON."""
        return {**CheckpointReport.to_json(self), "index": self.index, "closed": list(self.closed)}


@dataclass(frozen=True, slots=True)
class BundleReport(CheckpointReport):
    """A verified bundle: entries `first` to `last`, both inclusive, none added, removed or reordered.

    `open` are shown in whole and `erased` in part; `expired` are gone as the log says; `hidden` are not shown
    to this reader; `pending` lack something that only a record after the bundle can explain. `compared` are
    the sizes of the known checkpoints that agree with this bundle.
    """

    first: int
    last: int
    open: Ranges
    erased: Ranges
    expired: Ranges
    hidden: Ranges
    pending: int
    compared: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as an object for JSON."""
        kinds = {name: getattr(self, name).to_json() for name in ("open", "erased", "expired", "hidden")}
        return {
            **CheckpointReport.to_json(self),
            "first": self.first,
            "last": self.last,
            **kinds,
            "pending": self.pending,
            "compared": list(self.compared),
        }


def format_time(timestamp: int | None) -> str | None:
    """A time in seconds since 1970 as text in UTC; None for no time, or one that no calendar has."""
    try:
        return None if timestamp is None else f"{datetime.fromtimestamp(timestamp, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (OverflowError, ValueError, OSError):
        return None
