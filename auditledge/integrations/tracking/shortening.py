"""Shortening: fit the changes of an event into what the contract allows. An event is never lost to its size.

`metadata` and `changes` may take 65,536 bytes together. If they take more, then

1. the largest values are replaced by `{"shortened": true, "bytes": …, "sha256": …, "start": "…"}`, where
   `bytes` and `sha256` are of the value as compact JSON;
2. if that is not enough, the largest values are removed: the field stays, as `{}`;
3. if that is not enough either, fields are removed.

`metadata.shortened` lists the fields of the first two steps, and `metadata.changes_omitted` counts those of
the third, so that it shows.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditledge.contract.compact_json import dumps
from auditledge.contract.metadata import bytes_left

MAX_BYTES = 65_536
MAX_DEPTH = 32
SHORT_BYTES = 1_024
"""A value of at most so many bytes is not shortened."""
START_CHARACTERS = 200
MAX_LISTED = 100
"""Fields that `metadata.shortened` lists."""
_RESERVED_BYTES = 64
"""For the members that this adds to metadata, apart from the names of fields."""

Changes = dict[str, dict[str, Any]]


class _Value(NamedTuple):
    size: int
    field: str
    side: str


def fit(changes: Changes, metadata: dict[str, Any]) -> tuple[Changes, dict[str, Any]]:
    """The changes and metadata of an event, shortened if they are too long. `metadata` alone must fit."""
    budget = MAX_BYTES - (_size(metadata) if metadata else 2)
    if bytes_left(changes, budget - 2, MAX_DEPTH) >= 0 or _size(changes) <= budget:
        return changes, metadata
    return _shorten(changes, metadata, budget - _RESERVED_BYTES)


def _shorten(changes: Changes, metadata: dict[str, Any], budget: int) -> tuple[Changes, dict[str, Any]]:
    changes = {field: dict(change) for field, change in changes.items()}
    excess = _size(changes) - budget
    shortened: set[str] = set()
    for size, field, side in _largest_first(changes):
        if excess <= 0 or size <= SHORT_BYTES:
            break
        changes[field][side] = short = _short_form(changes[field][side])
        excess -= size - _size(short) - _listing_bytes(field, shortened)
        shortened.add(field)
    for size, field, side in _largest_first(changes):
        if excess <= 0:
            break
        del changes[field][side]
        excess -= size + len(f'"{side}":') - _listing_bytes(field, shortened)
        shortened.add(field)
    omitted = 0
    for field in sorted(changes, reverse=True):
        if excess <= 0:
            break
        excess -= _size({field: changes.pop(field)}) - 1  # a comma, but no braces
        omitted += 1
    metadata = {**metadata, "shortened": sorted(shortened)[:MAX_LISTED]}
    return changes, {**metadata, "changes_omitted": omitted} if omitted else metadata


def _largest_first(changes: Changes) -> Iterator[_Value]:
    values = (
        _Value(_size(value), field, side)
        for field, change in changes.items()
        for side, value in change.items()
    )
    yield from sorted(values, reverse=True)


def _listing_bytes(field: str, listed: set[str]) -> int:
    """The bytes that a field takes in `metadata.shortened`, unless it is there already."""
    return 0 if field in listed or len(listed) >= MAX_LISTED else _size(field) + 1


def _short_form(value: Any) -> dict[str, Any]:
    text = dumps(value)
    content = text.encode()
    start = (value if isinstance(value, str) else text)[:START_CHARACTERS]
    return {
        "shortened": True,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "start": start,
    }


def _size(value: Any) -> int:
    return len(dumps(value).encode())
