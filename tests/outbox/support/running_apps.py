"""Runs the functions of `apps` in separate processes."""

import os
import subprocess
import sys
from pathlib import Path

from outbox.ledger_server import environment

SUPPORT = Path(__file__).parent
PYTHON = [sys.executable, "-W", "default"]


def environment_for(spool: str, url: str, key: str) -> dict[str, str]:
    path = os.pathsep.join([str(SUPPORT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return environment(TEST_SPOOL=spool, TEST_URL=url, TEST_KEY=key, PYTHONPATH=path)


def run(
    function: str, *arguments: str, app_environment: dict[str, str], patched: bool = False
) -> dict[str, str]:
    """Run a function in a process until it ends; returns the ids of its events, with the process of each."""
    command = [*PYTHON, str(SUPPORT / "apps.py"), function, *arguments]
    if patched:
        command[1:] = ["-m", "gevent.monkey", *command[3:]]
    done = subprocess.run(
        command, env=app_environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return dict(reversed(line.split()) for line in done.stdout.splitlines())  # type: ignore[misc]
