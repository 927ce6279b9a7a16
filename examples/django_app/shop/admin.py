"""The admin: the "History" page of an invoice shows its audit log."""

from django.contrib import admin

from auditledge.django import AuditHistoryAdmin
from shop.models import Invoice

admin.site.register(Invoice, AuditHistoryAdmin)
