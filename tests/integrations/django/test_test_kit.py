"""The test kit in tests of a Django application: what a transaction has recorded can be seen at once."""

import unittest
from collections.abc import Callable

from django.db import transaction
from django.test import Client, TestCase, override_settings

from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.settings import django_settings
from auditledge.testing import AuditEventsMixin, open_ledger
from integrations.django.shop.models import Invoice


def test_committed_changes_are_seen_at_once(configure: Callable[..., None], database: None) -> None:
    with open_ledger() as ledger:
        with transaction.atomic():
            invoice = Invoice.objects.create(number="1042")
            ledger.events.none()
        assert ledger.events.one("invoice.created", resource=f"invoice:{invoice.pk}")
        Client().get("/viewed")
        assert ledger.events.one("page.viewed")["context"]["ip"] == "127.0.0.1"


def test_no_ledger_has_to_be_configured(database: None) -> None:
    settings = {"organization_id": lambda _: "org_1", "UNSEEN": "warn"}
    with override_settings(AUDITLEDGE=settings), open_ledger() as ledger:
        Client().get("/viewed")
        assert ledger.events.one("page.viewed")["organization_id"] == "org_1"
        assert audit.settings.unseen == "warn"
    audit.configure_with(django_settings)


def test_a_test_case_sees_what_its_simulated_commits_have_recorded(
    configure: Callable[..., None], database: None
) -> None:
    class Case(AuditEventsMixin, TestCase):
        def runTest(self) -> None:
            with self.captureOnCommitCallbacks(execute=True):
                Invoice.objects.create(number="1042")
            self.audit_events.one("invoice.created")
            with self.captureOnCommitCallbacks(execute=True), transaction.atomic():
                Invoice.objects.create(number="1043")
                transaction.set_rollback(True)
            self.audit_events.one("invoice.created")

    result = unittest.TestResult()
    unittest.TestSuite([Case()]).run(result)
    assert result.wasSuccessful(), result.errors + result.failures
