"""The engine: what an outbox is in one process. A forked child gets a new one.

Threads that enqueue touch the journal, under `lock`. One thread at a time, as a rule the mailman's, drives
the sender. The two meet in the files alone.
"""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from traceback import format_tb
from typing import NamedTuple

from auditledge.errors import ConfigurationError
from auditledge.outbox.delivery.outcomes import Courier
from auditledge.outbox.delivery.sender import Sender
from auditledge.outbox.delivery.worker import Mailman
from auditledge.outbox.spool.backlog import age, survey, waiting_events
from auditledge.outbox.spool.dead_letters import Aside
from auditledge.outbox.spool.offset import Position
from auditledge.outbox.spool.orphans import Estates
from auditledge.outbox.spool.paths import neighbours
from auditledge.outbox.spool.reader import Source
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import Spool, folder_size
from auditledge.outbox.spool.writer import Journal
from auditledge.outbox.stats import Counters, Notices, OutboxStats, log

ADOPT_EVERY = 30.0
"""Seconds between looks for what processes that ended left behind."""


class FlushResult(NamedTuple):
    """What `flush` did, and what is left."""

    delivered: int
    """Events that the ledger took meanwhile."""
    waiting: int
    """Events that this process has still to deliver."""
    dead: int
    """Events that were set aside meanwhile."""
    paused: str | None
    """Why delivery is paused, if it is."""


class UnflushedError(OSError):
    """The record is in the spool, but not known to survive a power cut."""


class Engine:
    """Stores, sends and counts, for the process that made it."""

    def __init__(self, spool: Spool, courier: Courier, notices: Notices, segment_bytes: int) -> None:
        self.pid: int = os.getpid()
        self.lock: threading.RLock = threading.RLock()
        self._beginning = threading.RLock()
        self._frozen: list[threading.RLock] = []
        self.notices = notices
        self.mailman: Mailman = Mailman(self)
        self._spool = spool
        self._counters = Counters()
        self._aside = Aside(spool.root, durable=spool.durable)
        self._journal = Journal(spool, segment_bytes)
        self._estates = Estates(spool, self._set_aside, self._counters, self._count_damaged)
        self._own: Source | None = None
        self._sender = Sender(
            lambda: self._own,
            self._estates,
            courier,
            beginning=self._beginning,
            move_to_end=self._move_to_end,
            aside=self._aside,
            counters=self._counters,
            notices=notices,
        )
        self._driving = threading.Lock()
        self._look_at = 0.0
        self._end_at_look: Position | None = None

    # What callers do

    def store(self, record: bytes) -> None:
        """Make a record durable. Raises SpoolFull, SpoolClosed, OSError, ConfigurationError."""
        with self.lock:
            segment, end = self._journal.append(record)
        if self._spool.durable:
            try:
                segment.sync(end)
            except OSError as error:
                with self.lock:
                    self._journal.retire(segment)
                raise UnflushedError(*error.args) from error
        self.mailman.wake()

    def count_sent_now(self) -> None:
        """Count an event that was sent past the spool."""
        with self._counters.lock:
            self._counters.sent_now += 1

    def flush(self, timeout: float, *, patient: bool = True) -> FlushResult:
        """Have what was stored so far delivered, within some seconds.

        Returns early when delivery is paused and, unless `patient`, when an attempt failed.
        """
        target = self._journal.end()
        return self._drive(lambda: self._is_settled(target), timeout, patient=patient)

    def drain(self, timeout: float) -> FlushResult:
        """Like `flush`, with what processes that ended have left in the spool."""
        target = self._journal.end()
        self._look_at = 0.0  # look at once; the next look is set then

        def done() -> bool:
            return self._look_at > 0 and self.is_settled(target)

        return self._drive(done, timeout)

    def _drive(self, done: Callable[[], bool], timeout: float, *, patient: bool = True) -> FlushResult:
        """Have events delivered until `done`, until there is no hope, or until the time is up."""
        counters, sender = self._counters, self._sender
        delivered, dead, attempts = counters.delivered, counters.dead, sender.attempts
        deadline = time.monotonic() + timeout
        sender.pacing.hurry()
        while not done() and (left := deadline - time.monotonic()) > 0 and not self.mailman.is_current:
            if sender.attempts > attempts and sender.pacing.is_hopeless(patient=patient):
                break
            self.mailman.hurry(left)
        with counters.lock:
            waiting = self._waiting(self._journal.records)
            moved = counters.delivered - delivered, counters.dead - dead
        return FlushResult(moved[0], waiting, moved[1], sender.pacing.paused)

    def close(self, timeout: float, *, patient: bool = True) -> FlushResult:
        """Flush, then let go of the spool, as far as the time allows."""
        deadline = time.monotonic() + timeout
        result = self.flush(timeout, patient=patient)
        self.mailman.stop(deadline - time.monotonic())
        return result

    def stats(self) -> OutboxStats:
        """The state of affairs."""
        counters, pacing, size, age = self._counters, self._sender.pacing, self._size(), self._age()
        with counters.lock:
            records = self._journal.records
            waiting = self._waiting(records)
            return OutboxStats(
                enqueued=records - self._journal.moved + counters.sent_now,
                adopted=counters.adopted,
                delivered=counters.delivered + counters.sent_now,
                dead=counters.dead,
                damaged=counters.damaged,
                waiting=waiting,
                retried=counters.retried,
                sent_now=counters.sent_now,
                bytes=size,
                oldest_waiting=age,
                state=pacing.state(idle=waiting == 0),
                trouble=pacing.trouble,
                callback_errors=self.notices.errors,
            )

    def freeze(self, seconds: float) -> None:
        """Have nothing half done while this thread forks; what takes longer than that is let go on.

        Who sends for the first time imports modules and initialises TLS, which takes locks inside Python and
        OpenSSL; in the child they would stay taken for ever.
        """
        locks = (self.lock, self._beginning)
        self._frozen = [lock for lock in locks if lock.acquire(timeout=seconds)]

    def thaw(self) -> None:
        """Go on after a fork."""
        while self._frozen:
            self._frozen.pop().release()

    def abandon(self) -> None:
        """In a forked child: close what was inherited, and leave all else to the parent."""
        self._journal.abandon()
        if self._own is not None:
            self._own.close()
        self._estates.release()

    # What the mailman does

    def step(self) -> float | None:
        """Do one thing; the seconds until there is more to do, None when nothing waits."""
        with self._driving:
            try:
                self._tend()
                wait = self._sender.step()
            except (OSError, ConfigurationError) as error:
                wait = self._sender.pacing.failed(f"the spool: {error}", None)
            except Exception as error:  # noqa: BLE001 - whatever it is, events stay, and the thread goes on
                # Without its text, which may hold what is in an event.
                name, where = type(error).__name__, "".join(format_tb(error.__traceback__))
                log.error("delivery failed, events are kept: %s\n%s", name, where)
                wait = self._sender.pacing.failed(name, None)
        self.notices.deliver()
        return wait

    def end(self) -> Position:
        """Where the next record will be written."""
        return self._journal.end()

    def is_settled(self, end: Position) -> bool:
        """Whether nothing is left to do for what was there when `end` was the end."""
        return not self._estates.sources and self._is_settled(end)

    def until_look(self) -> float:
        """Seconds until it is time to look for what others left behind."""
        return max(0.0, self._look_at - time.monotonic())

    def leave(self) -> None:
        """Give up the folder: remove it if it is done with, leave it to others if not."""
        with self._driving, self.lock:
            own, producer, end = self._own, self._journal.producer, self._journal.end()
            with suppress(OSError):
                self._journal.close()
            self._estates.release()
            if producer is None:
                return
            if own is not None and own.cursor >= end:
                own.peek(1, 1)  # goes past the end of the last segment, which removes it
                own.close()
                producer.remove()
            else:
                producer.release()

    def _tend(self) -> None:
        """Look after the spool. Raises OSError, ConfigurationError."""
        journal = self._journal
        if self._own is None and journal.producer is not None:
            self._own = Source(
                journal.producer, journal.counts, self._set_aside, self._count_damaged, journal.growing
            )
        if self._own is not None and journal.is_deleted():
            self._rescue(self._own)
        if self.until_look() == 0:
            if self._end_at_look is None:
                self._tell_of_neighbours()
            self._retire()
            self._estates.adopt(journal.producer.path if journal.producer else None)
            self._look_at = time.monotonic() + ADOPT_EVERY  # last: `drain` waits for it

    def _rescue(self, own: Source) -> None:
        """Somebody deleted the spool: save into a new one what can still be read. Raises OSError."""
        with self.lock:
            if not self._journal.is_deleted():
                return  # a segment was finished while we looked
            producer, saved = self._journal.move(own.unread(), own.cursor)
            lost = self._journal.records - own.settled - saved
            own.move(producer, lost)
        log.error("the spool was deleted; %d events were saved into a new one, %d are lost", saved, lost)

    def _tell_of_neighbours(self) -> None:
        """Events of a key that was replaced are not ours to deliver, but somebody should know of them."""
        for folder in neighbours(self._spool.root):
            if any(holding.waiting and not holding.alive for holding in survey(folder)):
                log.warning("events wait in %s: `auditledge outbox drain --folder` delivers them", folder)

    def _retire(self) -> None:
        """End a segment to which nothing was added for a while, so that it is removed once acknowledged."""
        with self.lock:
            end = self._journal.end()
            if end == self._end_at_look and self._own is not None and self._own.cursor == end:
                self._journal.finish()
            self._end_at_look = end

    def _move_to_end(self, event: bytes) -> None:
        """Write an event once more, behind all others. Raises SpoolFull, SpoolClosed, OSError."""
        with self.lock, self._counters.lock:
            self._journal.move_to_end(encode(event))

    def _set_aside(self, origin: str, offset: int, data: bytes) -> None:
        self._aside.keep(origin, offset, data)
        log.error("%d damaged bytes were set aside, at %d of %s", len(data), offset, origin)

    def _count_damaged(self, source: Source, records: int) -> None:
        with self._counters.lock:
            source.settled += records
            self._counters.damaged += records
            self._counters.dead += records
        self.notices.post("damaged", reason="damaged", count=records)

    # What is known

    def _is_settled(self, target: Position) -> bool:
        return self._journal.records == 0 or (self._own is not None and self._own.cursor >= target)

    def _waiting(self, records: int) -> int:
        """Events that were stored here (`records` of them) or taken over, and are not settled."""
        settled = 0 if self._own is None else self._own.settled
        return records - settled + self._estates.waiting()

    def _size(self) -> int:
        try:
            return folder_size(self._spool.root)
        except OSError:
            return 0

    def _age(self) -> float:
        """Age in seconds of the oldest event that waits."""
        sources = ([self._own] if self._own else []) + self._estates.sources
        oldest = [next(waiting_events(each.producer.path, each.cursor), None) for each in sources]
        return max((age(event) for event in oldest if event is not None), default=0.0)
