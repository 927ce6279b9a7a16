"""Audit events of ASGI applications: Starlette, FastAPI, Litestar and others."""

from auditledge.integrations.asgi import AuditMiddleware, audit

__all__ = ["AuditMiddleware", "audit"]
