"""What the outbox reports: counters, and notices to the application's callbacks."""

import json
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

log: logging.Logger = logging.getLogger("auditledge.outbox")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a callback is called with. It never contains the content of events.

    `kind` is "delivered", "retry", "dead", "full", "damaged" or "paused"; `count` is the number of events;
    `ids` are their ids, where known; `reason` says why; `wait` is the time until the next attempt in seconds.
    """

    kind: str
    count: int = 0
    ids: tuple[str, ...] = ()
    reason: str = ""
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class OutboxStats:
    """The counters and the state of an outbox in this process.

    At any moment, enqueued + adopted = delivered + dead + waiting.
    """

    enqueued: int
    """Events enqueued in this process."""
    adopted: int
    """Events taken over from processes that have ended."""
    delivered: int
    """Events that the ledger has acknowledged."""
    dead: int
    """Events that were rejected permanently or damaged; they are in `dead/` and `damaged/`."""
    damaged: int
    """The part of `dead` that could not be read."""
    waiting: int
    """Events that this process still has to deliver."""
    retried: int
    """Attempts that failed and will be repeated."""
    sent_now: int
    """The part of `delivered` that was sent at once, because the spool could not store it."""
    bytes: int
    """Size of the spool in bytes, for all processes together."""
    oldest_waiting: float
    """Age of the oldest waiting event in seconds; 0.0 if none is waiting."""
    state: str
    """"idle", "sending", "retrying" or "paused"."""
    trouble: str | None
    """Why it is retrying or paused."""
    callback_errors: int
    """Exceptions raised by callbacks. They are logged and have no other effect."""


@dataclass(slots=True)
class NoticeQueue:
    """Notices waiting for their callback, which only the worker thread calls."""

    callbacks: Mapping[str, Callable[[Notice], Any]]
    errors: int = 0
    _queue: deque[Notice] = field(default_factory=deque)

    def post(
        self, kind: str, events: Sequence[bytes] = (), reason: str = "", wait: float = 0.0, count: int = 0
    ) -> None:
        """Queue a notice for the callback of this kind; costs nothing if there is none."""
        if kind in self.callbacks:
            self._queue.append(Notice(kind, count or len(events), event_ids(events), reason, wait))

    def call_callbacks(self) -> None:
        """Call the callbacks for all queued notices."""
        while self._queue:
            notice = self._queue.popleft()
            try:
                self.callbacks[notice.kind](notice)
            except Exception:
                self.errors += 1
                log.exception("the callback on_%s failed", notice.kind)


@dataclass(slots=True)
class DeliveryReport:
    """What delivery counts and reports; `PartitionWriter` counts the records written.

    Code that settles events and counts them holds `lock` for both, so that the sums of `OutboxStats` are
    right at any moment.
    """

    notices: NoticeQueue
    lock: threading.RLock = field(default_factory=threading.RLock)
    adopted: int = 0
    delivered: int = 0
    dead: int = 0
    damaged: int = 0
    retried: int = 0
    sent_now: int = 0


def event_ids(events: Sequence[bytes]) -> tuple[str, ...]:
    """The ids of encoded events; an empty string for one without an id."""
    return tuple(str(parse_event(event).get("id", "")) for event in events)


def parse_event(event: bytes) -> dict[str, Any]:
    """The members of an encoded event; empty if it is not a JSON object."""
    try:
        members = json.loads(event)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}
