"""URLs of the views."""

from django.contrib import admin
from django.urls import path

from shop.views import delete_invoice, invoice_history, refund_invoice

urlpatterns = [
    path("admin/", admin.site.urls),
    path("invoices/<int:invoice_id>/delete", delete_invoice),
    path("invoices/<int:invoice_id>/history", invoice_history),
    path("invoices/<int:invoice_id>/refund", refund_invoice),
]
