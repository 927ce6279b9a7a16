"""Counts as JSON, as the contract's EventCounts and EventFacets."""

from collections.abc import Sequence
from typing import Any

from auditledge import contract
from auditledge.server.api.response_budget import MAX_BYTES_PER_ACCOUNT
from auditledge.server.api.responses import encode_json
from auditledge.server.ledger.counts import CountQuery, Counts, Histogram, TimeGroup
from auditledge.server.stores.models import GROUP_DIMENSIONS, Actor, GroupCount

_MAX_GROUP_BYTES = 20 * 2**10  # more than a value and its label take, at their longest and escaped
_MAX_READ_BYTES = 96 * 2**10  # more than a value from metadata takes

MAX_HISTOGRAM_BYTES = 4 * 2**20
"""More than the counts by time take."""


def max_bytes(query: CountQuery) -> int:
    """More than the counts that a query asks for take, but at most what an account may have."""
    sizes = (
        request.limit * (_MAX_GROUP_BYTES if request.by in GROUP_DIMENSIONS else _MAX_READ_BYTES)
        for request in query.requests
    )
    return min(sum(sizes), MAX_BYTES_PER_ACCOUNT)


def counts_json(counts: Sequence[Counts]) -> bytes:
    """The counts by one field, as an EventCounts."""
    (only,) = counts
    return encode_json(_counts(only))


def facets_json(facets: Sequence[Counts]) -> bytes:
    """The counts of the same events by several fields, of which there is at least one, as EventFacets."""
    return encode_json({"total": facets[0].total, "facets": [_counts(each) for each in facets]})


def histogram_json(histogram: Histogram) -> bytes:
    """The counts by time, as an EventCounts."""
    return encode_json(
        {
            "by": "time",
            "groups": [_time_group(each, is_split=histogram.is_split) for each in histogram.groups],
            "other": 0,
            "total": histogram.total,
            "interval": histogram.interval,
        }
    )


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "by": counts.by,
        "groups": [_group(each) for each in counts.groups],
        "distinct": counts.distinct,
        "other": counts.other,
        "total": counts.total,
    }


def _group(group: GroupCount) -> dict[str, Any]:
    found: dict[str, Any] = {"value": group.value, "count": group.events}
    label = {} if group.label is None else _label(group.label)
    return {**found, "label": label} if label else found


def _label(actor: Actor) -> dict[str, str]:
    given = actor._asdict().items()
    return {name: text for name, text in given if name != "id" and text is not None}


def _time_group(group: TimeGroup, *, is_split: bool) -> dict[str, Any]:
    found = {"value": group.value, "count": group.events, "start": contract.format_instant(group.start)}
    parts = sorted(group.outcomes.items(), key=lambda part: (-part[1], part[0] is None, part[0]))
    split = [{"value": value, "count": events} for value, events in parts]
    return {**found, "split": split} if is_split else found
