"""The pytest plugin of Auditledge: fixtures for tests of applications that record events.

A module of its own, so that pytest loads it at startup without importing anything of Auditledge: that would
take time, and hide those lines from measurements of coverage. The fixtures import what they need.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from auditledge.integrations.audit import Audit
    from auditledge.testing import AuditEvents, Ledger, LedgerHost, LedgerURL


@pytest.fixture(scope="session")
def _auditledge_host() -> Iterator[LedgerHost]:
    """A real ledger in memory for all tests of this process."""
    from auditledge.testing import LedgerHost  # noqa: PLC0415 - see above

    with LedgerHost() as host:
        yield host


@pytest.fixture
def _auditledge_ledger(_auditledge_host: LedgerHost) -> Iterator[Ledger]:
    """The ledger of a test, under a name that no test suite has for a fixture of its own."""
    with _auditledge_host.new_ledger() as ledger:
        yield ledger


@pytest.fixture
def ledger(_auditledge_ledger: Ledger) -> Ledger:
    """The ledger of this test, in memory: its client, key, clock and faults."""
    return _auditledge_ledger


@pytest.fixture
def audit(_auditledge_ledger: Ledger) -> Audit:
    """The application's `audit`, which records in the ledger of this test until the test ends."""
    return _auditledge_ledger.audit


@pytest.fixture
def audit_events(_auditledge_ledger: Ledger) -> AuditEvents:
    """What this test recorded: `one`, `only`, `none` and `all`."""
    return _auditledge_ledger.events


@pytest.fixture
def auditledge_url(
    _auditledge_ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> LedgerURL:
    """The URL of the ledger of this test on a socket; its attribute `key` is an API key.

    AUDITLEDGE_BASE_URL, AUDITLEDGE_API_KEY and AUDITLEDGE_OUTBOX are set while the test runs.
    """
    url = _auditledge_ledger.url
    monkeypatch.setenv("AUDITLEDGE_BASE_URL", url)
    monkeypatch.setenv("AUDITLEDGE_API_KEY", url.key)
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path_factory.mktemp("auditledge-outbox")))
    return url
