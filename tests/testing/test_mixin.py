import unittest

import pytest
from conftest import EVENT

from auditledge import audit
from auditledge.testing import AuditEventsMixin


def failures(case: type[unittest.TestCase]) -> list[str]:
    """What fails in a test case."""
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    assert result.testsRun == 2
    return [text for _, text in result.failures + result.errors]


class SyncCase(AuditEventsMixin, unittest.TestCase):
    def test_one(self) -> None:
        self.ledger.fail_next(503)
        audit.log(EVENT)
        self.audit_events.only("invoice.deleted", resource="invoice:inv_456")

    def test_other(self) -> None:
        self.audit_events.none()
        audit.enqueue(EVENT)
        self.audit_events.only("invoice.deleted")


class AsyncCase(AuditEventsMixin, unittest.IsolatedAsyncioTestCase):
    async def test_one(self) -> None:
        await audit.alog(EVENT)
        self.audit_events.only("invoice.deleted")

    async def test_other(self) -> None:
        self.audit_events.none()


class FailingCase(AuditEventsMixin, unittest.TestCase):
    __test__ = False  # not for pytest

    def test_one(self) -> None:
        self.audit_events.one("invoice.refunded")

    def test_other(self) -> None:
        audit.log(EVENT)
        self.audit_events.one("invoice.refunded")


@pytest.mark.parametrize("case", [SyncCase, AsyncCase])
def test_cases_have_a_ledger_for_each_test(case: type[unittest.TestCase]) -> None:
    assert failures(case) == []


def test_failures_show_what_was_recorded() -> None:
    one, other = failures(FailingCase)
    assert one.endswith(
        "AssertionError: no event matches action='invoice.refunded'\nNo event was recorded.\n"
    )
    assert "> 1  invoice.deleted  user_123  invoice:inv_456" in other
