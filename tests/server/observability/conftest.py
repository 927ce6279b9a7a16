"""The store of a server that is observed."""

from pathlib import Path

import pytest


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"
