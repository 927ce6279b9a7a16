"""The reports of `auditledge verify`, for people."""

from collections.abc import Iterator

from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.report import (
    BundleReport,
    CheckpointReport,
    Ranges,
    ReceiptReport,
    format_time,
)

Line = tuple[str, str]

_MAX_RANGES = 10


def receipt_lines(report: ReceiptReport) -> Iterator[Line]:
    """The lines of a report on a receipt, each with a name and a text."""
    size = report.verified.checkpoint.size
    yield from _result(report)
    yield "proven", f"the event is entry {report.index:,} of the {size:,} in this log, and was not altered"
    if report.closed:
        yield "erased", f"{', '.join(report.closed)}: nothing is proven about their values"
    yield from _signatures(report)
    if report.verified.trust != "witnessed":
        yield from _operator()


def bundle_lines(report: BundleReport) -> Iterator[Line]:
    """The lines of a report on a bundle, each with a name and a text."""
    size = report.verified.checkpoint.size
    yield from _result(report)
    yield (
        "proven",
        f"entries {report.first:,} to {report.last:,} of the {size:,} in this log are all here, in order; "
        "none was altered, added or removed",
    )
    yield from _kind("shown", report.open)
    yield from _kind("erased", report.erased, " in part, as recorded in the log" * (not report.pending))
    yield from _kind("expired", report.expired, ", as recorded in the log" * (not report.pending))
    yield from _kind("hidden", report.hidden, ": this bundle shows only some events")
    yield from _signatures(report)
    if report.compared:
        sizes = ", ".join(f"{size:,}" for size in report.compared)
        yield "compared", f"equal to the known checkpoints of size {sizes}"
    elif report.verified.trust != "witnessed":
        yield from _operator(", or compare with a checkpoint that you kept (--known)")


def _result(report: CheckpointReport) -> Iterator[Line]:
    yield "result", "verified, but less than what was asked" if report.shortfalls else "verified"
    for shortfall in report.shortfalls:
        yield "missing", shortfall
    checkpoint = report.verified.checkpoint
    yield "log", checkpoint.origin
    yield "checkpoint", f"size {checkpoint.size:,}, root {encode_base64(checkpoint.root)}"


def _signatures(report: CheckpointReport) -> Iterator[Line]:
    time = format_time(report.verified.timestamp)
    yield "signed", f"by the key that you gave{f', newest on {time}' if time else ''}"
    witnesses = report.verified.witnesses
    yield "witnessed", f"by {', '.join(witnesses)}" if witnesses else "by nobody"


def _operator(more: str = "") -> Iterator[Line]:
    yield (
        "not proven",
        f"that the owner of the signing key did not rewrite the log: require witnesses (--policy){more}",
    )


def _kind(name: str, ranges: Ranges, suffix: str = "") -> Iterator[Line]:
    if not ranges.count:
        return
    listed = [f"{first:,}" if first == last else f"{first:,}-{last:,}" for first, last in ranges.listed]
    text = ", ".join(listed[:_MAX_RANGES])
    if len(listed) > _MAX_RANGES or not ranges.is_complete:
        text += ", and more"
    entries = "entry" if ranges.count == 1 else "entries"
    yield name, f"{ranges.count:,} {entries}{suffix} ({text})"
