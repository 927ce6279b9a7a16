"""Events that integrations hold back: until a commit, which many tests don't have, or in an outbox table."""

import importlib
import sys
import time
from collections.abc import Iterator
from typing import Protocol, cast

_MODULES = {
    "auditledge.integrations.django.outbox": "auditledge.integrations.django.testing",
    "auditledge.integrations.sqlalchemy.commits": "auditledge.integrations.sqlalchemy.testing",
}
"""By a module that is loaded if the application uses an integration: what delivers its events."""


class _Integration(Protocol):
    def begin(self) -> None:
        """A test begins: forget what was recorded before."""
        ...

    def settle(self, seconds: float) -> int:
        """Deliver what is held back, for at most `seconds`; returns the number of events that are left."""
        ...


def begin() -> None:
    """A test begins."""
    for integration in _integrations():
        integration.begin()


def settle(seconds: float) -> int:
    """Deliver what is held back, for at most `seconds`; returns the number of events that are left."""
    deadline = time.monotonic() + seconds
    return sum(each.settle(max(0.0, deadline - time.monotonic())) for each in _integrations())


def _integrations() -> Iterator[_Integration]:
    for loaded, name in _MODULES.items():
        if loaded in sys.modules:
            yield cast("_Integration", importlib.import_module(name))
