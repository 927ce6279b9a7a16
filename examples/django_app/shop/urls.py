"""URLs of the views."""

from django.urls import path

from shop.views import delete_invoice, invoice_history

urlpatterns = [
    path("invoices/<int:invoice_id>/delete", delete_invoice),
    path("invoices/<int:invoice_id>/history", invoice_history),
]
