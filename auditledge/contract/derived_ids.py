"""Ids derived from an event's id in another system, so that it is the same event whenever it is delivered."""

import hashlib
import json
import re
import uuid

from auditledge.contract.timestamps import parse_instant

_MAX_MS = (1 << 48) - 1
_EVENT_ID = re.compile(r"evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def derived_id(source: str, source_id: str, timestamp: object) -> str:
    """The id for an event that has the id `source_id` in another system, or that id if it is valid as it is.

    It is the same whenever the event is delivered. `source` distinguishes systems with the same ids.
    """
    if _EVENT_ID.fullmatch(source_id):
        return source_id
    return event_id_of(timestamp, json.dumps([source, source_id]).encode())


def event_id_of(timestamp: object, content: bytes) -> str:
    """The id for an event of this time that `content` identifies."""
    digest = int.from_bytes(hashlib.sha256(content).digest()[:16])
    # RFC 9562, section 5.7: 48 bits of time, the version, 12 bits, the variant, 62 bits.
    value = _milliseconds(timestamp) << 80 | digest & ((1 << 80) - 1)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return f"evt_{uuid.UUID(int=value)}"


def _milliseconds(timestamp: object) -> int:
    """The time in an id: the event's timestamp, or 0 without one. The current time would change the id."""
    try:
        return min(max(parse_instant(str(timestamp)) // 1000, 0), _MAX_MS)
    except ValueError:
        return 0
