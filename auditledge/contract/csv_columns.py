"""The columns of events as CSV. The server writes them; the command line writes and reads them."""

from collections.abc import Mapping
from typing import Any

from auditledge.contract.coverage import check_properties

CSV_COLUMNS = {
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
"""The columns in order, and the path of the event's field in each. New columns are added at the end."""


def value_at(event: Mapping[str, Any], path: str) -> Any:
    """The value of a field such as `actor.id` or `metadata.ip`; None if there is none."""
    value: Any = event
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


check_properties(lambda event: [value_at(event, path) for path in CSV_COLUMNS.values()], file=__file__)
