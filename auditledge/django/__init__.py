"""Auditledge for Django: add `auditledge.django` to `INSTALLED_APPS` and its middleware to `MIDDLEWARE`.

    from auditledge.django import audit

`audit` is what `auditledge.integrations.audit.Audit` describes, with `track`, `history` and `log_on_commit`.
Names are loaded on first use, because Django imports this package before its models can be used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditledge.integrations.django.audit import audit
    from auditledge.integrations.django.history_admin import AuditHistoryAdmin
    from auditledge.integrations.django.middleware import AuditMiddleware

__all__ = ["AuditHistoryAdmin", "AuditMiddleware", "audit"]

_MODULES = {"AuditHistoryAdmin": "history_admin", "AuditMiddleware": "middleware", "audit": "audit"}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - only needed when a name is first used

    value = getattr(importlib.import_module(f"auditledge.integrations.django.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
