"""What the outbox tells: counters, and notices to the application's callbacks."""

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
    """What a callback is told. Holds no content of events.

    `kind` is "delivered", "retry", "dead", "full", "damaged" or "paused"; `count` is the number of events;
    `ids` names them where they are known; `reason` says why, and `wait` is the time to the next try, in
    seconds.
    """

    kind: str
    count: int = 0
    ids: tuple[str, ...] = ()
    reason: str = ""
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class OutboxStats:
    """The state of an outbox in this process.

    enqueued + adopted = delivered + dead + waiting
    """

    enqueued: int
    """Events that `enqueue` took in this process."""
    adopted: int
    """Events taken over from processes that ended."""
    delivered: int
    """Events that the ledger acknowledged."""
    dead: int
    """Events that were kept aside: refused by the ledger for good, or damaged."""
    damaged: int
    """Those of the dead that could not be read any more."""
    waiting: int
    """Events that this process has still to deliver."""
    retried: int
    """Attempts that failed and will be repeated."""
    sent_now: int
    """Those of the delivered that were sent at once, as there was no room."""
    bytes: int
    """Bytes in the spool's folder, of all processes."""
    oldest_waiting: float
    """Age of the oldest event that waits, in seconds; 0.0 when none does."""
    state: str
    """"idle", "sending", "retrying" or "paused"."""
    trouble: str | None
    """Why it is retrying or paused."""
    callback_errors: int
    """Exceptions that callbacks raised; they are logged and have no other effect."""


@dataclass(slots=True)
class Counters:
    """What the sender counts; the journal counts what goes in.

    Whoever settles events and counts them does both under `lock`, so that the sums agree at every moment.
    """

    lock: threading.RLock = field(default_factory=threading.RLock)
    adopted: int = 0
    delivered: int = 0
    dead: int = 0
    damaged: int = 0
    retried: int = 0
    sent_now: int = 0


@dataclass(slots=True)
class Notices:
    """Passes notices to callbacks, on the sender's thread alone."""

    callbacks: Mapping[str, Callable[[Notice], Any]]
    errors: int = 0
    _queue: deque[Notice] = field(default_factory=deque)

    def post(
        self, kind: str, events: Sequence[bytes] = (), reason: str = "", wait: float = 0.0, count: int = 0
    ) -> None:
        """Have a callback called, later and on the sender's thread; without one this costs nothing."""
        if kind in self.callbacks:
            self._queue.append(Notice(kind, count or len(events), event_ids(events), reason, wait))

    def deliver(self) -> None:
        """Call the callbacks for all that was posted."""
        while self._queue:
            notice = self._queue.popleft()
            try:
                self.callbacks[notice.kind](notice)
            except Exception:
                self.errors += 1
                log.exception("the callback on_%s failed", notice.kind)


def event_ids(events: Sequence[bytes]) -> tuple[str, ...]:
    """The ids in encoded events; empty where there is none, as in what was never an event."""
    return tuple(str(parsed_event(event).get("id", "")) for event in events)


def parsed_event(event: bytes) -> dict[str, Any]:
    """The fields of an encoded event; none where it is something else."""
    try:
        fields = json.loads(event)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
