"""Audit events from the standard library's logging."""

from auditledge.integrations.logging import AuditHandler, audit

__all__ = ["AuditHandler", "audit"]
