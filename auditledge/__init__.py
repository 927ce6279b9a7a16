"""Auditledge: the audit log for SaaS developers, "who did what and when" in minutes.

Public names are loaded on first use, so that importing this package costs almost nothing.
"""

from auditledge._version import __version__

TYPE_CHECKING = False  # importing it from typing would cost ten times as much as the rest of this module
if TYPE_CHECKING:
    from auditledge._core.quoting import quote
    from auditledge._transport.tail import AsyncTail, Tail
    from auditledge.async_client import AsyncAuditLedge
    from auditledge.client import AuditLedge
    from auditledge.errors import (
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
        AuditLedgeError,
        AuthenticationError,
        BadRequestError,
        ConfigurationError,
        ConflictError,
        NotFoundError,
        OutboxFullError,
        PermissionDeniedError,
        Problem,
        QuotaExceededError,
        RateLimitError,
        ServerError,
        UnreadableAnswerError,
        ValidationError,
    )
    from auditledge.integrations.audit import audit
    from auditledge.outbox import Outbox
    from auditledge.types import Change

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncAuditLedge",
    "AsyncTail",
    "AuditLedge",
    "AuditLedgeError",
    "AuthenticationError",
    "BadRequestError",
    "Change",
    "ConfigurationError",
    "ConflictError",
    "NotFoundError",
    "Outbox",
    "OutboxFullError",
    "PermissionDeniedError",
    "Problem",
    "QuotaExceededError",
    "RateLimitError",
    "ServerError",
    "Tail",
    "UnreadableAnswerError",
    "ValidationError",
    "__version__",
    "audit",
    "quote",
]


_MODULES = {
    "AsyncAuditLedge": "async_client",
    "AsyncTail": "_transport.tail",
    "AuditLedge": "client",
    "Change": "types",
    "Outbox": "outbox",
    "Tail": "_transport.tail",
    "audit": "integrations.audit",
    "quote": "_core.quoting",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - only needed when a name is first used

    module = _MODULES.get(name, "errors")
    value = getattr(importlib.import_module(f"auditledge.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
