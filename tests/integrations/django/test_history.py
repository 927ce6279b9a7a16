"""The history of an object: for code, in a template, and on its page of the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import Client

from auditledge import AuditLedge
from auditledge.integrations.django.audit import DjangoAudit
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Customer, Invoice


@pytest.fixture
def invoice(audit: DjangoAudit, recorded: Recorded) -> Invoice:
    with audit.context(actor={"id": "1", "name": "<b>Alice</b>"}):
        invoice = Invoice.objects.create(number="1042", iban="DE89 3704")
        Invoice.objects.create(number="other")
        invoice.status = "paid"
        invoice.save()
    recorded.all()
    return invoice


def test_the_history_of_an_object_is_newest_first(audit: DjangoAudit, invoice: Invoice) -> None:
    assert [event["action"] for event in audit.history(invoice)] == ["invoice.updated", "invoice.created"]
    assert next(audit.history(invoice, action="created"))["action"] == "invoice.created"


def test_objects_that_are_not_tracked_have_a_history_too(audit: DjangoAudit, recorded: Recorded) -> None:
    customer = Customer.objects.create(name="ACME")
    audit.log({"action": "customer.called", "resource": {"type": "customer", "id": str(customer.pk)}})
    assert [event["action"] for event in audit.history(customer)] == ["customer.called"]


def test_the_template_tag_shows_and_escapes_it(invoice: Invoice) -> None:
    html = Template("{% load auditledge %}{% audit_history invoice limit=1 %}").render(
        Context({"invoice": invoice})
    )
    assert "invoice.updated" in html
    assert "invoice.created" not in html
    assert "<del>open</del> → <ins>paid</ins>" in html
    assert "&lt;b&gt;Alice" in html
    assert "<b>" not in html


def test_a_page_survives_an_unreachable_ledger(
    configure: Callable[..., None], audit: DjangoAudit, invoice: Invoice, refusing_url: str
) -> None:
    with AuditLedge("key", refusing_url, retries=0) as unreachable:
        audit.configure(client=unreachable)
        html = Template("{% load auditledge %}{% audit_history invoice %}").render(
            Context({"invoice": invoice})
        )
    assert "unreachable" in html


def test_the_admin_has_a_history_page(invoice: Invoice) -> None:
    browser = Client()
    browser.force_login(User.objects.create_superuser("root"))
    page = browser.get(f"/admin/shop/invoice/{invoice.pk}/history/").content.decode()
    assert "invoice.updated" in page
    assert "DE89" not in page


def test_the_history_page_is_only_for_those_who_may_view_the_object(invoice: Invoice) -> None:
    browser = Client()
    browser.force_login(User.objects.create_user("staff", is_staff=True))
    assert browser.get(f"/admin/shop/invoice/{invoice.pk}/history/").status_code == 403
