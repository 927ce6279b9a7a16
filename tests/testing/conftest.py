"""A ledger under test for the tests of the kit, without the plugin."""

from collections.abc import Iterator

import pytest

from auditledge.testing import Ledger, LedgerHost


@pytest.fixture(scope="module")
def host() -> Iterator[LedgerHost]:
    """A host for the tests of a module."""
    with LedgerHost() as host:
        yield host


@pytest.fixture
def ledger(host: LedgerHost) -> Iterator[Ledger]:
    """The ledger of a test."""
    with host.new_ledger() as ledger:
        yield ledger
