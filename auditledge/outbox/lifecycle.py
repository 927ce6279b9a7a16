"""Forks and exits: what becomes of the outboxes of a process when it forks, and when it ends."""

import atexit
import os
import sys
import time
import weakref
from typing import Protocol

EXIT_SECONDS = 2.0
"""How long the end of the interpreter may be held up, for all outboxes together."""
_FREEZE_SECONDS = 0.5
"""A fork must never hang on us."""


class Forkable(Protocol):
    """What wants to know of forks and exits."""

    def freeze(self, seconds: float) -> None:
        """Have nothing half done while this thread forks; wait so long for that, at most."""
        ...

    def thaw(self) -> None:
        """Go on in the parent."""
        ...

    def renounce(self) -> None:
        """In the child: close what was inherited, and begin anew. May take no lock and start no thread."""
        ...

    def leave(self, timeout: float) -> None:
        """The interpreter ends: deliver what can be delivered at once."""
        ...


_watched: dict[int, "weakref.ref[Forkable]"] = {}
_frozen: list[Forkable] = []


def watch(outbox: Forkable) -> None:
    """Tell `outbox` of forks and of the exit for as long as it lives."""
    key = id(outbox)
    _watched[key] = weakref.ref(outbox, lambda _: _watched.pop(key, None))


def expect_exit() -> None:
    """Be told of the end of a child of multiprocessing, too: it ends without atexit, by a list of its own."""
    if (util := sys.modules.get("multiprocessing.util")) is not None:
        util.Finalize(None, _leave, exitpriority=0)


def _alive() -> list[Forkable]:
    return [outbox for each in list(_watched.values()) if (outbox := each()) is not None]


def _before_fork() -> None:
    _frozen[:] = _alive()
    for outbox in _frozen:
        outbox.freeze(_FREEZE_SECONDS)


def _after_in_parent() -> None:
    while _frozen:
        _frozen.pop().thaw()


def _after_in_child() -> None:
    _frozen.clear()
    for outbox in _alive():
        outbox.renounce()


def _leave() -> None:
    deadline = time.monotonic() + EXIT_SECONDS
    for outbox in _alive():
        outbox.leave(max(0.0, deadline - time.monotonic()))


atexit.register(_leave)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_in_parent, after_in_child=_after_in_child)
