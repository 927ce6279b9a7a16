"""Shared by tests that run programs."""

import pytest
from conftest import ServedLedger

from transport.programs import Account


@pytest.fixture
def account(ledger: ServedLedger, request: pytest.FixtureRequest) -> Account:
    return Account(ledger, request.node.nodeid)
