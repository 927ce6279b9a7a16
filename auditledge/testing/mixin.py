"""A mixin for test cases of unittest and Django."""

import unittest
from typing import TYPE_CHECKING

from auditledge.testing.ledgers import LedgerHost

if TYPE_CHECKING:
    from auditledge.testing.events import AuditEvents
    from auditledge.testing.ledgers import Ledger

    _Base = unittest.TestCase
else:
    _Base = object


class AuditEventsMixin(_Base):
    """Gives test cases `audit_events`, what the test recorded, and `ledger`, where it is recorded.

    Put it before the base class: `class RefundTests(AuditEventsMixin, TestCase)`. It works with test cases
    of unittest and Django. Your own `setUp` and `setUpClass` have to call those of `super()`.
    """

    _auditledge_host: LedgerHost

    ledger: "Ledger"
    """The ledger of the test; see `auditledge.testing.Ledger`."""

    @property
    def audit_events(self) -> "AuditEvents":
        """What the test recorded."""
        return self.ledger.events

    @classmethod
    def setUpClass(cls) -> None:
        """Open a ledger for the tests of this class."""
        cls._auditledge_host = cls.enterClassContext(LedgerHost())
        with cls._auditledge_host.new_ledger():  # Django's setUpTestData records, but in no test
            super().setUpClass()

    def setUp(self) -> None:
        """Give the test an account of its own, and let `audit` record there."""
        super().setUp()
        self.ledger = self.enterContext(self._auditledge_host.new_ledger())
