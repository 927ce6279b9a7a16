"""Where a resource is: segments know one by the CRC-32 of its id alone, so one event of each is looked at."""

from collections.abc import Sequence
from typing import Any

from auditledge.server.stores.columnar.segments import Segment
from auditledge.server.stores.columnar.source import AccountSource


def find(source: AccountSource, segments: Sequence[Segment], resource_id: str, flags: dict[int, Any]) -> None:
    """Add the resource's flag in each of the segments that is not in `flags`; None where it does not occur.

    The events of all segments are read at once.
    """
    unknown = [each for each in segments if each.facts.segment not in flags]
    seen = [(each.facts.segment, *alike) for each in unknown for alike in each.alike(resource_id)]
    rows = source.event_rows([each[-1] for each in seen]) if seen else []
    ids = {row.sequence: row.resource_id for row in rows}
    found = {segment: flag for segment, flag, sequence in seen if ids[sequence] == resource_id}
    flags.update({each.facts.segment: found.get(each.facts.segment) for each in unknown})
