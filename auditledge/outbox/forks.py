"""Forks and exits: what becomes of the outboxes of a process when it forks, and when it ends."""

import atexit
import os
import sys
import time
import weakref
from typing import Protocol

EXIT_SECONDS = 2.0
"""How long the end of the interpreter may be held up, for all outboxes together."""
_LOCK_SECONDS = 1.0


class Forkable(Protocol):
    """What wants to know of forks and exits."""

    def lock(self, timeout: float) -> bool:
        """Keep other threads from changing anything while this one forks; whether that was to be had."""

    def unlock(self) -> None:
        """Let them go on."""

    def renounce(self) -> None:
        """In the child: close what was inherited, and begin anew. May take no lock and start no thread."""

    def leave(self, timeout: float) -> None:
        """The interpreter ends: deliver what can be delivered at once."""


_watched: dict[int, "weakref.ref[Forkable]"] = {}
_locked: list[Forkable] = []


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
    # Bounded, as a fork must never hang on us: what an unlocked fork costs is a descriptor that leaks.
    _locked[:] = [outbox for outbox in _alive() if outbox.lock(_LOCK_SECONDS)]


def _after_in_parent() -> None:
    while _locked:
        _locked.pop().unlock()


def _after_in_child() -> None:
    _locked.clear()
    for outbox in _alive():
        outbox.renounce()


def _leave() -> None:
    deadline = time.monotonic() + EXIT_SECONDS
    for outbox in _alive():
        outbox.leave(max(0.0, deadline - time.monotonic()))


atexit.register(_leave)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_in_parent, after_in_child=_after_in_child)
