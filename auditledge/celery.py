"""Audit events of Celery tasks."""

from auditledge.integrations.celery import audit, install

__all__ = ["audit", "install"]
