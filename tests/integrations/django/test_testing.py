"""The test kit with Django's test cases, whose transactions are never committed, and with real ones."""

import unittest
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase, TransactionTestCase

from auditledge.django import audit
from auditledge.testing import AuditEventsMixin
from integrations.django.shop.models import Invoice

pytest_plugins = ["pytester"]

TESTS = Path(__file__).parents[2]
EVENT = {"action": "invoice.sent", "resource": {"type": "invoice", "id": "1"}, "actor": {"id": "u"}}


class Scenarios(AuditEventsMixin):
    """What has to be recorded alike, whatever transactions the test case uses."""

    def test_changes_of_models(self) -> None:
        invoice = Invoice.objects.create(number="1")
        self.audit_events.only("invoice.created", resource=f"invoice:{invoice.pk}")
        invoice.status = "paid"
        invoice.save()
        self.audit_events.one("invoice.updated", changes={"status": {"before": "open", "after": "paid"}})
        assert len(self.audit_events.all()) == 2

    def test_committed_transactions(self) -> None:
        with transaction.atomic():
            audit.log_on_commit(EVENT)
            self.audit_events.none("invoice.sent")
            invoice = Invoice.objects.create(number="1")
            invoice.status = "paid"
            invoice.save()
        assert [each["action"] for each in self.audit_events.all()] == ["invoice.sent", "invoice.created"]

    def test_transactions_that_are_rolled_back(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            audit.log_on_commit(EVENT)
            Invoice.objects.create(number="1")
            audit.denied({**EVENT, "action": "invoice.deleted"}, "not yours")
            raise ZeroDivisionError
        self.audit_events.only("invoice.deleted", outcome="denied")

    def test_faults(self) -> None:
        self.ledger.fail_next(503, times=5)
        Invoice.objects.create(number="1")
        self.audit_events.only("invoice.created")


class InOneTransaction(Scenarios, TestCase):
    """Everything is rolled back after the test."""

    @classmethod
    def setUpTestData(cls) -> None:
        Invoice.objects.create(number="before the tests")

    def test_callbacks_after_the_commit(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            Invoice.objects.create(number="1")
            audit.log_on_commit(EVENT)
        assert len(self.audit_events.all()) == 2


class InRealTransactions(Scenarios, TransactionTestCase):
    """The tables are emptied after the test."""

    available_apps = ("integrations.django.shop", "auditledge.django")


def run(case: type[unittest.TestCase]) -> unittest.TestResult:
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    return result


for each in (Scenarios, InOneTransaction, InRealTransactions):
    each.__test__ = False  # type: ignore[attr-defined] # pytest would run them without their database


@pytest.mark.parametrize(("case", "tests"), [(InOneTransaction, 5), (InRealTransactions, 4)])
def test_cases_find_what_they_recorded(case: Any, tests: int, database: None) -> None:
    result = run(case)
    assert [text for _, text in result.failures + result.errors] == []
    assert result.testsRun == tests


PYTEST_DJANGO = """
import pytest
from django.db import transaction
from integrations.django.shop.models import Invoice


@pytest.mark.django_db
def test_in_one_transaction(audit_events):
    invoice = Invoice.objects.create(number="1")
    audit_events.only("invoice.created", resource=f"invoice:{invoice.pk}")


@pytest.mark.django_db(transaction=True)
def test_in_real_transactions(audit_events):
    with transaction.atomic():
        Invoice.objects.create(number="1")
        audit_events.none()
    audit_events.only("invoice.created")


def test_without_a_database(audit_events):
    audit_events.none()
"""


def test_with_pytest_django(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(PYTEST_DJANGO)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "integrations.django.project")
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    plugins = ["-p", "auditledge", "-p", "django", "-p", "no:cacheprovider"]
    pytester.runpytest_subprocess(*plugins, "--nomigrations").assert_outcomes(passed=3)
