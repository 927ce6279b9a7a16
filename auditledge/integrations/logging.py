"""Events from structured log records."""

import logging

from auditledge.integrations.audit import Audit, audit

__all__ = ["AuditHandler", "audit"]


class AuditHandler(logging.Handler):
    """Records an event for each log record that has one, as `extra={"audit": {...}}`.

    The event is a dict as for `audit.log`, completed from the current scope, and enqueued. Other records are
    ignored. A handler never raises: what can't be recorded is counted in `audit.problems`.
    """

    def __init__(self, level: int | str = logging.NOTSET, *, audit: Audit = audit) -> None:
        super().__init__(level)
        self._audit = audit

    def emit(self, record: logging.LogRecord) -> None:
        """Record the event of a log record."""
        event = getattr(record, "audit", None)
        if event is not None:
            self._audit.capture(event)
