"""The columns of events as CSV. The server writes them; the command line writes and reads them."""

from collections.abc import Mapping, Sequence
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
    "actor_type": "actor.type",
    "on_behalf_of_id": "on_behalf_of.id",
    "on_behalf_of_type": "on_behalf_of.type",
    "on_behalf_of_name": "on_behalf_of.name",
    "on_behalf_of_email": "on_behalf_of.email",
    "outcome": "outcome",
    "reason": "reason",
    "context_ip": "context.ip",
    "context_user_agent": "context.user_agent",
    "context_request_id": "context.request_id",
    "context_trace_id": "context.trace_id",
    "context_session_id": "context.session_id",
    "context_location": "context.location",
    "source_id": "source_id",
    "changes": "changes",
    "targets": "targets",
}
"""The columns in order, and the path of the event's field in each. New columns are added at the end."""


_FIRST = list(CSV_COLUMNS)[: list(CSV_COLUMNS).index("metadata") + 1]
"""The columns of the first version."""


def is_export(heading: Sequence[str]) -> bool:
    """Whether a heading is that of an export, of this version or an earlier one, which had fewer columns."""
    return len(heading) >= len(_FIRST) and list(heading) == list(CSV_COLUMNS)[: len(heading)]


def value_at(event: Mapping[str, Any], path: str) -> Any:
    """The value of a field such as `actor.id` or `metadata.ip`; None if there is none."""
    value: Any = event
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


check_properties(lambda event: [value_at(event, path) for path in CSV_COLUMNS.values()], file=__file__)
