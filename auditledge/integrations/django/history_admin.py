"""The history page of Django's admin, with the events of the ledger."""

from typing import Any

from django.contrib import admin

from auditledge.errors import AuditLedgeError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.history import history_entries

MAX_ENTRIES = 100


class AuditHistoryAdmin(admin.ModelAdmin):
    """A `ModelAdmin` whose "History" page shows the object's events, from wherever it was changed.

    Only users who may view the object see it. If the ledger is unreachable, the page says so.
    """

    object_history_template = "auditledge/object_history.html"

    def history_view(self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The page."""
        context: dict[str, Any] = {"audit_entries": [], "audit_error": False, **(extra_context or {})}
        instance = self.get_object(request, object_id)
        if instance is not None and self.has_view_or_change_permission(request, instance):
            try:
                context["audit_entries"] = history_entries(instance, MAX_ENTRIES)
            except AuditLedgeError as error:
                audit.report("history", "the history of an object could not be read", error)
                context["audit_error"] = True
        return super().history_view(request, object_id, context)
