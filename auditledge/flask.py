"""Audit events of Flask."""

from auditledge.integrations.flask import audit, init_app

__all__ = ["audit", "init_app"]
