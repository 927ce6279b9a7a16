"""The `context` of events from the parts of an HTTP request. Headers never make an event invalid."""

import os
import re

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MAX_USER_AGENT_LENGTH = 1024


def request_id_from(header: str | None) -> str:
    """The request id that a proxy or client sent in `X-Request-ID` if it is valid, else a new one.

    Anything else would let clients write what they want into logs and response headers.
    """
    if header and _REQUEST_ID.fullmatch(header):
        return header
    return f"req_{os.urandom(12).hex()}"


def request_context(request_id: str, address: str | None, user_agent: str | None) -> dict[str, str]:
    """The context of a request."""
    context = {"request_id": request_id}
    if address:
        context["ip"] = address
    if user_agent:
        context["user_agent"] = _CONTROL.sub("", user_agent[:_MAX_USER_AGENT_LENGTH])
    return context
