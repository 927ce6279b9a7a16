"""`{% audit_history invoice %}`: the events of an object in a template."""

from typing import Any

from django import template

from auditledge.errors import AuditLedgeError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.history import history_entries

register = template.Library()


@register.inclusion_tag("auditledge/history.html")
def audit_history(instance: Any, limit: int = 20) -> dict[str, Any]:
    """The newest events of an object as a list. Your template `auditledge/history.html` replaces ours."""
    try:
        return {"audit_entries": history_entries(instance, limit), "audit_error": False}
    except AuditLedgeError as error:  # a page must not fail because its history can't be read
        audit.report("history", "the history of an object could not be read", error)
        return {"audit_entries": [], "audit_error": True}
