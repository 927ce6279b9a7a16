"""The expected result for an event, computed without any code of the SDK or the server."""

import json
import re
from datetime import UTC, datetime
from typing import Any

Event = dict[str, Any]

COLUMNS = [
    "id", "timestamp", "received_at", "organization_id", "actor_id", "actor_name", "actor_email", "action",
    "resource_type", "resource_id", "resource_name", "metadata", "actor_type", "on_behalf_of_id",
    "on_behalf_of_type", "on_behalf_of_name", "on_behalf_of_email", "outcome", "reason", "context_ip",
    "context_user_agent", "context_request_id", "context_trace_id", "context_session_id", "context_location",
    "source_id", "changes", "targets",
]  # fmt: skip
JSON_COLUMNS = ("metadata", "changes", "targets")
CONTEXT = ("ip", "user_agent", "request_id", "trace_id", "session_id", "location")


def expected(event: Event, id_: str, received_at: str) -> Event:
    """The event as stored, with the values that the ledger adds."""
    optional = {
        "on_behalf_of": _present(event.get("on_behalf_of") or {}),
        "outcome": event.get("outcome"),
        "reason": event.get("reason"),
        "context": _present(event.get("context") or {}),
        "changes": event.get("changes"),
        "targets": [*map(_present, event.get("targets") or [])],
        "source_id": event.get("source_id"),
    }
    return {
        "id": event.get("id") or id_,
        "actor": _present(event["actor"]),
        "action": event["action"],
        "resource": _present(event["resource"]),
        "organization_id": event.get("organization_id"),
        "metadata": event.get("metadata") or {},
        "timestamp": utc(event.get("timestamp")) or received_at,
        "received_at": received_at,
        **{name: value for name, value in optional.items() if value not in (None, {}, [])},
    }


def _present(fields: Event) -> Event:
    return {name: value for name, value in fields.items() if value is not None}


def utc(moment: str | datetime | None) -> str | None:
    """A timestamp in UTC with six digits and Z; digits after the sixth are dropped."""
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", moment.upper().replace("Z", "+00:00")))
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def exact(value: object) -> str:
    """Text that is equal only for equal JSON: 1, 1.0 and true differ, as do 0.0 and -0.0."""
    return json.dumps(value, sort_keys=True)


def row_of(event: Event) -> dict[str, str]:
    """An event's row in CSV, without the columns of JSON. Absent fields are empty cells."""
    actor, resource, for_whom, context = (
        event.get(name, {}) for name in ("actor", "resource", "on_behalf_of", "context")
    )
    cells = (
        event["id"], event["timestamp"], event["received_at"], event["organization_id"],
        actor["id"], actor.get("name"), actor.get("email"), event["action"],
        resource["type"], resource["id"], resource.get("name"), actor.get("type"),
        *(for_whom.get(name) for name in ("id", "type", "name", "email")),
        event.get("outcome"), event.get("reason"),
        *(context.get(name) for name in CONTEXT), event.get("source_id"),
    )  # fmt: skip
    columns = [column for column in COLUMNS if column not in JSON_COLUMNS]
    return {column: cell or "" for column, cell in zip(columns, cells, strict=True)}


def guarded(cell: str) -> str:
    """A cell in CSV for spreadsheets."""
    cell = re.sub(r"(?<=[;\t\r\n])(?=\"*[-=+@'\uff1d\uff0b\uff0d\uff20])", "'", cell)
    return "'" + cell if re.match(r"[-=+@\t\r\n'\uff1d\uff0b\uff0d\uff20]", cell) else cell
