"""Views that record events, and show the recorded events."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from auditledge import AuditLedge
from shop.models import Invoice

# One client for the whole process: it reuses its connections, and threads can share it.
audit = AuditLedge(settings.AUDITLEDGE_API_KEY, base_url=settings.AUDITLEDGE_BASE_URL, timeout=5)


@require_POST
@login_required
def delete_invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Delete an invoice of the user's organization. If recording the event fails, nothing is deleted."""
    with transaction.atomic():
        invoice = get_object_or_404(Invoice, id=invoice_id, organization_id=request.user.organization_id)
        name = str(invoice)
        invoice.delete()
        audit.log(
            {
                "actor": {
                    "id": str(request.user.id),
                    "name": request.user.get_full_name(),
                    "email": request.user.email,
                },
                "action": "invoice.deleted",
                "resource": {"type": "invoice", "id": str(invoice_id), "name": name},
                "organization_id": request.user.organization_id,
                "metadata": {"ip": request.META.get("REMOTE_ADDR")},
            }
        )
    return HttpResponse(status=204)


@require_GET
@login_required
def invoice_history(request: HttpRequest, invoice_id: int) -> JsonResponse:
    """The events of an invoice, visible only to the organization that it belongs to."""
    page = audit.query(
        {
            "organization_id": request.user.organization_id,
            "resource_type": "invoice",
            "resource_id": str(invoice_id),
        }
    )
    return JsonResponse({"events": page["events"]})
