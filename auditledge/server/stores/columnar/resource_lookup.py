"""Finding a resource in segments, which hold only the CRC-32 of its id: one event of each is looked at."""

from collections.abc import Sequence
from typing import Any

from auditledge.server.stores.columnar.segments import Segment
from auditledge.server.stores.columnar.source import AccountSource


def find_resource(
    source: AccountSource, segments: Sequence[Segment], resource_id: str, flags: dict[int, Any]
) -> None:
    """Add the resource's flags for the segments that are not in `flags`: None where it does not occur.

    Reads the events of all segments at once.
    """
    unknown = [each for each in segments if each.info.segment not in flags]
    seen = [(each.info.segment, *candidate) for each in unknown for candidate in each.candidates(resource_id)]
    rows = source.event_rows([each[-1] for each in seen]) if seen else []
    ids = {row.sequence: row.resource_id for row in rows}
    found = {segment: flag for segment, flag, sequence in seen if ids[sequence] == resource_id}
    flags.update({each.info.segment: found.get(each.info.segment) for each in unknown})
