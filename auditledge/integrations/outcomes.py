"""The outcome of a function that raised: denied, or failed."""

import sys

from auditledge.errors import PermissionDeniedError

_MAX_REASON_LENGTH = 1024
_DENIALS = (
    ("django.core.exceptions", "PermissionDenied"),
    ("rest_framework.exceptions", "PermissionDenied"),
    ("rest_framework.exceptions", "NotAuthenticated"),
    ("werkzeug.exceptions", "Forbidden"),
    ("werkzeug.exceptions", "Unauthorized"),
)
"""Exceptions of frameworks by module, so that none has to be imported: one that was raised is loaded."""

_DENIED_STATUSES = (401, 403)


def outcome_of(error: BaseException) -> tuple[str, str]:
    """The `outcome` and `reason` of an event for what a function raised.

    Denied is what the application itself refused; the reason is the exception's text. Everything else is a
    failure, whose reason is the exception's class alone: its text may contain anything.
    """
    if _is_denial(error):
        return "denied", reason_text(str(error) or type(error).__name__)
    return "failure", type(error).__name__


def reason_text(reason: str) -> str:
    """The text as an event's `reason`: truncated, and without the characters that events can't have."""
    return reason.replace("\0", "").encode("utf-8", "replace").decode()[:_MAX_REASON_LENGTH]


def _is_denial(error: BaseException) -> bool:
    if isinstance(error, PermissionError):
        return error.errno is None  # with a number, the operating system refused to open a file
    if isinstance(error, PermissionDeniedError):
        return True
    if any(isinstance(error, _loaded(module, name)) for module, name in _DENIALS):
        return True
    http_exception = _loaded("starlette.exceptions", "HTTPException")
    return isinstance(error, http_exception) and getattr(error, "status_code", None) in _DENIED_STATUSES


def _loaded(module: str, name: str) -> type | tuple[()]:
    """A class if its module is loaded, else nothing that `isinstance` could find."""
    return getattr(sys.modules.get(module), name, ())
