"""The Django app `auditledge`."""

from django.apps import AppConfig
from django.core.checks import register
from django.db import connections
from django.db.backends.signals import connection_created


class AuditLedgeConfig(AppConfig):
    """Connects the signals when Django starts. Settings are read when they are needed, and by the checks."""

    name = "auditledge.django"
    label = "auditledge"
    verbose_name = "Audit log"

    def ready(self) -> None:
        """Start capturing."""
        from auditledge.integrations.django import (  # noqa: PLC0415 - need the registry of apps
            admin_log,
            authentication,
            bulk_writes,
            checks,
            tracked_models,
            transactions,
        )
        from auditledge.integrations.django.settings import load_settings  # noqa: PLC0415

        load_settings()
        register(checks.check_settings)
        connection_created.connect(transactions.on_connection_created, dispatch_uid="auditledge")
        for connection in connections.all(initialized_only=True):
            transactions.attach(connection)
        tracked_models.on_models_ready()
        bulk_writes.install()
        authentication.connect()
        admin_log.install()
