"""Delivers the outbox tables at once, for a test that asserts what was recorded."""

import time

from sqlalchemy import Engine

from auditledge.errors import ConfigurationError
from auditledge.integrations.sqlalchemy.drain import open_drainer
from auditledge.integrations.sqlalchemy.installation import commits
from auditledge.integrations.sqlalchemy.outbox_table import own_engine

_RETRY_S = 0.02


def begin() -> None:
    """A test begins: forget the databases of others."""
    commits.filled.clear()


def settle(seconds: float) -> int:
    """Deliver what was committed, for at most `seconds`; returns the number of events that are left."""
    deadline = time.monotonic() + seconds
    return sum(_drain(engine, deadline) for engine in list(commits.filled))


def _drain(engine: Engine, deadline: float) -> int:
    """Deliver the outbox table of a database. Another thread may be doing that, too."""
    try:
        own = own_engine(engine)
    except ConfigurationError:
        own = engine  # a database in memory
    drainer = open_drainer(own)
    while (waiting := drainer.drain().waiting) and time.monotonic() < deadline:
        time.sleep(_RETRY_S)
    if own is not engine:
        drainer.close()
    if not waiting:
        commits.filled.discard(engine)
    return waiting
