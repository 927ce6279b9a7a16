"""A kit for tests of applications that record events: assertions, faults and a clock, on a real ledger.

With pytest, use the fixtures of the plugin that comes with the package, `pytest_auditledge`: `audit_events`,
`audit`, `ledger` and `auditledge_url`. With unittest and Django, use `AuditEventsMixin`; with anything else,
`open_ledger`. See docs/testing.md.
"""

from auditledge.testing.clock import LedgerClock
from auditledge.testing.events import AuditEvents
from auditledge.testing.ledgers import Ledger, LedgerHost, LedgerURL, open_ledger
from auditledge.testing.matching import EventMembers
from auditledge.testing.mixin import AuditEventsMixin

__all__ = [
    "AuditEvents",
    "AuditEventsMixin",
    "EventMembers",
    "Ledger",
    "LedgerClock",
    "LedgerHost",
    "LedgerURL",
    "open_ledger",
]
