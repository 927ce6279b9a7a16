"""Fixtures for commands: a store that does not exist yet, and those of the outbox."""

from pathlib import Path

import click.testing
import pytest
from outbox.conftest import harness, key, proxy, server, spool
from server.commands import Invoke

from auditledge.cli import main

__all__ = ["harness", "key", "proxy", "server", "spool"]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def invoke(store: str) -> Invoke:
    """Runs `auditledge` with arguments and that store; keywords are environment variables."""

    def run(*arguments: str, **environment: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, [*arguments, "--store", store], env=environment)

    return run
