"""Events as CSV: the columns of an export, and what stands in a cell."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditledge.contract.csv_cells import guard

COLUMNS = {
    "id": "id",
    "timestamp": "timestamp",
    "received_at": "received_at",
    "organization_id": "organization_id",
    "actor_id": "actor.id",
    "actor_name": "actor.name",
    "actor_email": "actor.email",
    "action": "action",
    "resource_type": "resource.type",
    "resource_id": "resource.id",
    "resource_name": "resource.name",
    "metadata": "metadata",
}
"""The columns of a CSV export, and the field of an event that each holds."""


def value_at(event: Mapping[str, Any], path: str) -> Any:
    """The value of a field such as `actor.id` or `metadata.ip`; None when there is none."""
    value: Any = event
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def text_of(value: object) -> str:
    """A value as a cell shows it: text as it is, anything else as JSON, nothing for None."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def row_of(event: Mapping[str, Any], paths: Sequence[str], treat: Callable[[str], str] = guard) -> list[str]:
    """The cells of an event."""
    return [treat(text_of(value_at(event, path))) for path in paths]
