"""Audit events of FastAPI."""

from auditledge.integrations.fastapi import AuditMiddleware, actor_from, audit

__all__ = ["AuditMiddleware", "actor_from", "audit"]
