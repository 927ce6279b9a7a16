"""Programs that use the SDK in their own interpreters."""

import os
import subprocess
import sys
import textwrap

from conftest import ServedLedger

from auditledge import AuditLedge

PREAMBLE = """
import asyncio, multiprocessing, os, sys, threading
from auditledge import AuditLedge, AsyncAuditLedge

EVENT = {"actor": {"id": "u"}, "action": "a", "resource": {"type": "t", "id": "1"}}

def log(client, who):
    assert client.log({**EVENT, "metadata": {"who": who}})["success"]
"""


class Account:
    """A separate account of the real ledger, and the environment of programs that use it."""

    def __init__(self, ledger: ServedLedger, name: str) -> None:
        self.key = ledger.new_key(name)
        self.url = ledger.url
        self.environment = {**os.environ, "AUDITLEDGE_API_KEY": self.key, "AUDITLEDGE_BASE_URL": self.url}

    def who(self) -> list[str]:
        """The `who` of all recorded events, sorted."""
        with AuditLedge(self.key, self.url) as client:
            return sorted(event["metadata"]["who"] for event in client.iter_events())


def run(account: Account, code: str, **environment: str) -> None:
    """Run a program that uses an account."""
    run_with(account.environment | environment, code)


def run_with(environment: dict[str, str], code: str) -> None:
    """Run a program in which every warning is an error, and which must not print anything."""
    program = PREAMBLE + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
