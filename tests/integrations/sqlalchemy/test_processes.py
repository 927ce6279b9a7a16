"""Processes that are killed while they write, on each database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
KILLS = os.environ.get("AUDITLEDGE_TEST_SQLALCHEMY_KILLS", "10")


@pytest.mark.timeout(1200)
def test_killed_processes_lose_and_invent_no_event(database_url: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])}
    ledger = f"sqlite:///{tmp_path}/ledger.db"
    done = subprocess.run(
        [sys.executable, "-m", "integrations.sqlalchemy.killing", database_url, ledger, KILLS, "1"],
        env=environment, cwd=TESTS, check=False, capture_output=True, text=True, timeout=1100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills" in done.stdout
