"""What happens to the outboxes of a process when it forks and when it exits."""

import atexit
import os
import sys
import time
import weakref
from typing import Protocol

EXIT_SECONDS = 2.0
"""How long the exit of the interpreter may be delayed, for all outboxes together."""
_FORK_SECONDS = 0.5
"""How long a fork may be delayed by one outbox. A fork must never hang because of the outbox."""


class ForkAware(Protocol):
    """An object that is notified of forks and of the exit."""

    def before_fork(self, seconds: float) -> None:
        """Finish what must not be half done in the child; wait for that at most `seconds`."""
        ...

    def after_fork_in_parent(self) -> None:
        """Resume."""
        ...

    def after_fork_in_child(self) -> None:
        """Close what was inherited, and start over. May take no lock and start no thread."""
        ...

    def at_exit(self, timeout: float) -> None:
        """Deliver what can be delivered within `timeout` seconds."""
        ...


_registered: dict[int, "weakref.ref[ForkAware]"] = {}
_forking: list[ForkAware] = []


def register(outbox: ForkAware) -> None:
    """Notify `outbox` of forks and of the exit for as long as it exists."""
    key = id(outbox)
    _registered[key] = weakref.ref(outbox, lambda _: _registered.pop(key, None))


def register_multiprocessing_exit() -> None:
    """Notify outboxes of the exit of a multiprocessing child, too.

    Such a child does not run atexit handlers, only multiprocessing's own finalizers.
    """
    if (util := sys.modules.get("multiprocessing.util")) is not None:
        util.Finalize(None, _at_exit, exitpriority=0)


def _existing() -> list[ForkAware]:
    return [outbox for each in list(_registered.values()) if (outbox := each()) is not None]


def _before_fork() -> None:
    _forking[:] = _existing()
    for outbox in _forking:
        outbox.before_fork(_FORK_SECONDS)


def _after_fork_in_parent() -> None:
    while _forking:
        _forking.pop().after_fork_in_parent()


def _after_fork_in_child() -> None:
    _forking.clear()
    for outbox in _existing():
        outbox.after_fork_in_child()


def _at_exit() -> None:
    deadline = time.monotonic() + EXIT_SECONDS
    for outbox in _existing():
        outbox.at_exit(max(0.0, deadline - time.monotonic()))


atexit.register(_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
