"""Audit events of structlog."""

from auditledge.integrations.structlog import add_request_id, audit

__all__ = ["add_request_id", "audit"]
