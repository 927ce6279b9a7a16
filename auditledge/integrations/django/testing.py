"""Delivers what transactions hold back, at once, for a test that asserts what was recorded."""

import time
from typing import Any

from django.db import connections

from auditledge.integrations.django import outbox
from auditledge.integrations.django.transactions import attach

_RETRY_S = 0.02


def begin() -> None:
    """A test begins: forget the databases of others."""
    outbox.filled.clear()


def settle(seconds: float) -> int:
    """Deliver what this thread has recorded in its databases, for at most `seconds`; returns what is left.

    A TestCase never commits: what it has recorded so far counts as committed, unless the test is inside of a
    transaction of its own.
    """
    deadline = time.monotonic() + seconds
    left = 0
    for connection in connections.all(initialized_only=True):
        blocks: list[Any] = connection.atomic_blocks
        if any(not block._from_testcase for block in blocks):
            continue
        if blocks:
            attach(connection).simulate_commit()
        elif connection.alias in outbox.filled:
            left += _drain(connection.alias, deadline)
    return left


def _drain(alias: str, deadline: float) -> int:
    """Deliver the outbox table of a database. Another thread may be doing that, too."""
    drainer = outbox.drainer(alias)
    while (waiting := drainer.drain().waiting) and time.monotonic() < deadline:
        time.sleep(_RETRY_S)
    if not waiting:
        outbox.filled.discard(alias)
    return waiting
