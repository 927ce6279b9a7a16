"""System checks: `manage.py check` reports wrong settings with their name and how to fix them."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Warning  # noqa: A004 - Django's name

from auditledge.errors import ConfigurationError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.tracked_models import all_tracked, tracked

MIDDLEWARE = "auditledge.django.AuditMiddleware"


def check_settings(app_configs: Any, **_: Any) -> list[Any]:  # noqa: ARG001 - Django's signature
    """Check the setting AUDITLEDGE, and that the middleware is installed."""
    try:
        audit.settings  # noqa: B018 - validates them
    except ConfigurationError as error:
        return [Error(f"AUDITLEDGE: {error.message}", id="auditledge.E001")]
    found: list[Any] = []
    if MIDDLEWARE not in settings.MIDDLEWARE:
        hint = f"Add {MIDDLEWARE!r} to MIDDLEWARE, as the first."
        found.append(
            Warning(
                "AuditMiddleware is not installed: events don't know who acted.", hint, id="auditledge.W001"
            )
        )
    found += [
        Warning(
            f"{field}: the database itself changes rows whose object is deleted, which is not recorded.",
            "Use on_delete=models.CASCADE, or another one that Django performs.",
            obj=each.model,
            id="auditledge.W003",
        )
        for each in all_tracked()
        for field in each.fields.values()
        if field.is_relation and hasattr(field.remote_field.on_delete, "on_delete_sql")
    ]
    return found + [
        Warning(
            f"{each.model._meta.label} is tracked, but its parent {parent._meta.label} is not: changes "
            f"of inherited fields through the parent are not recorded.",
            f"Track {parent._meta.label}, too.",
            obj=each.model,
            id="auditledge.W002",
        )
        for each in all_tracked()
        for parent in each.model._meta.all_parents
        if tracked(parent) is None
    ]
