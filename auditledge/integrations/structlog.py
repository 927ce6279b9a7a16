"""Log lines of structlog that can be found by the request id of an event."""

from collections.abc import MutableMapping
from typing import Any

from auditledge.integrations.audit import audit
from auditledge.integrations.context import current_scope

__all__ = ["add_request_id", "audit"]


def add_request_id(
    _logger: Any, _method: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A processor that adds the current request's id as `request_id`, unless the log call has one."""
    request_id = current_scope().context.get("request_id")
    if request_id is not None:
        event_dict.setdefault("request_id", request_id)
    return event_dict
