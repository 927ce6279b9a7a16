"""A real ledger in memory for what applications record with `audit`."""

from collections.abc import Iterator
from typing import Any

import pytest

from auditledge import AuditLedge
from auditledge.integrations.audit import Audit
from auditledge.integrations.audit import audit as the_audit


class Recorded:
    """What was recorded, read back from the ledger."""

    def __init__(self, client: AuditLedge) -> None:
        self.client = client

    def all(self) -> list[dict[str, Any]]:
        """All events, oldest first."""
        self.client.flush()
        return [dict(event) for event in self.client.query({"order": "asc", "limit": 1000})["events"]]

    def one(self) -> dict[str, Any]:
        """The only event."""
        (event,) = self.all()
        return event


@pytest.fixture
def client() -> Iterator[AuditLedge]:
    """A client of a ledger in memory."""
    with AuditLedge(base_url="sqlite://") as client:
        yield client


@pytest.fixture
def recorded(client: AuditLedge) -> Recorded:
    """What was recorded."""
    return Recorded(client)


@pytest.fixture
def audit(client: AuditLedge) -> Audit:
    """An `Audit` of the test's own, which records in the test's ledger."""
    audit = Audit()
    audit.configure(client=client)
    return audit


@pytest.fixture
def app_audit(client: AuditLedge) -> Audit:
    """The `audit` that applications use, which records in the test's ledger."""
    the_audit.configure(client=client)
    return the_audit
