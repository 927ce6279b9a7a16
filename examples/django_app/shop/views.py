"""Views. The middleware knows who acts; the tracked models record what changes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.views.decorators.http import require_GET, require_POST

from auditledge.django import audit
from shop.models import Invoice

MAX_REFUND = 500

HISTORY = """{% load auditledge %}<!doctype html><title>{{ invoice }}</title>
<h1>{{ invoice }}</h1>{% audit_history invoice %}"""


def own_invoice(request: HttpRequest, invoice_id: int) -> Any:
    """An invoice of the user's organization."""
    return get_object_or_404(Invoice, id=invoice_id, organization_id=request.user.organization_id)


@require_POST
@login_required
def delete_invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Delete an invoice. The model is tracked, so that nothing has to be logged by hand."""
    own_invoice(request, invoice_id).delete()
    return HttpResponse(status=204)


@require_POST
@login_required
@audit.recorded("invoice.refunded", resource=lambda invoice_id: ("invoice", invoice_id))
def refund_invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Refund an invoice. A refusal is recorded, too, with its reason."""
    invoice = own_invoice(request, invoice_id)
    if invoice.total > MAX_REFUND:
        raise PermissionDenied(f"over the limit of {MAX_REFUND}")
    invoice.status = "refunded"
    invoice.save()
    return HttpResponse(status=204)


@require_GET
@login_required
def invoice_history(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """What happened to an invoice, visible only to the organization that it belongs to."""
    invoice = own_invoice(request, invoice_id)
    page = engines["django"].from_string(HISTORY)
    return HttpResponse(page.render({"invoice": invoice}, request))
