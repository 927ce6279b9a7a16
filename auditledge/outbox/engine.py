"""The engine: an outbox in one process. A forked child gets its own engine.

Threads that enqueue use the partition writer. One thread at a time, normally the worker, drives the delivery
loop. The two sides meet in the spool's files and the counters.
"""

import os
import time
from collections.abc import Callable
from threading import RLock
from typing import NamedTuple

from auditledge.outbox.delivery.loop import DeliveryLoop
from auditledge.outbox.delivery.sender import EventTransport
from auditledge.outbox.delivery.worker import DeliveryWorker
from auditledge.outbox.spool.backlog import event_age, waiting_events
from auditledge.outbox.spool.spool import Spool, folder_size
from auditledge.outbox.spool.writer import PartitionWriter
from auditledge.outbox.stats import DeliveryReport, NoticeQueue, OutboxStats


class FlushResult(NamedTuple):
    """What a flush has delivered, and what is left."""

    delivered: int
    """Events that the ledger acknowledged during the call."""
    waiting: int
    """Events that this process still has to deliver."""
    dead: int
    """Events that were rejected permanently or found damaged during the call."""
    paused: str | None
    """Why delivery is paused, or None."""


class UnflushedError(OSError):
    """The record is in the spool, but may not survive a power cut."""


class OutboxEngine:
    """Stores events, delivers them and counts them, in the process that created it."""

    def __init__(
        self, spool: Spool, transport: EventTransport, notices: NoticeQueue, segment_bytes: int
    ) -> None:
        self.pid: int = os.getpid()
        self.notices = notices
        self._spool = spool
        self._report = DeliveryReport(notices)
        self._writer = PartitionWriter(spool, segment_bytes)
        self._loop = DeliveryLoop(spool, self._writer, transport, self._report)
        self.worker: DeliveryWorker = DeliveryWorker(self._loop)
        self._held_for_fork: list[RLock] = []

    def store(self, record: bytes) -> None:
        """Make a record durable. Raises SpoolFull, WriterClosed, OSError, ConfigurationError."""
        segment, end = self._writer.append_record(record)
        if self._spool.durable:
            try:
                segment.sync(end)  # without the writer's lock, so that threads share one wait for the disk
            except OSError as error:
                self._writer.retire(segment)
                raise UnflushedError(*error.args) from error
        self.worker.wake()

    def count_sent_now(self) -> None:
        """Count an event that was sent without being stored."""
        with self._report.lock:
            self._report.sent_now += 1

    def flush(self, timeout: float, *, stop_on_failure: bool = False) -> FlushResult:
        """Deliver what has been stored so far, within `timeout` seconds.

        Returns early if delivery is paused and, with `stop_on_failure`, if an attempt fails.
        """
        end = self._writer.end()
        return self._deliver(lambda: self._loop.is_own_settled(end), timeout, stop_on_failure=stop_on_failure)

    def drain(self, timeout: float) -> FlushResult:
        """Flush, and deliver what processes that have ended left in the spool."""
        end = self._writer.end()
        self._loop.request_scan()
        return self._deliver(lambda: self._loop.has_scanned and self._loop.is_settled(end), timeout)

    def _deliver(
        self, is_done: Callable[[], bool], timeout: float, *, stop_on_failure: bool = False
    ) -> FlushResult:
        """Have events delivered until `is_done`, until there is no hope, or until the time is up."""
        report, sender = self._report, self._loop.sender
        delivered, dead, attempts = report.delivered, report.dead, sender.attempts
        deadline = time.monotonic() + timeout
        sender.breaker.skip_delay()
        while not is_done() and (left := deadline - time.monotonic()) > 0:
            if self.worker.is_current_thread:  # a callback: the worker can't wait for itself
                break
            # Only an attempt of this call counts: the circuit may have opened long ago.
            if sender.attempts > attempts and sender.breaker.is_hopeless(stop_on_failure=stop_on_failure):
                break
            self.worker.expedite(left)
        with report.lock:
            return FlushResult(
                delivered=report.delivered - delivered,
                waiting=self._loop.waiting(self._writer.records),
                dead=report.dead - dead,
                paused=sender.breaker.paused,
            )

    def close(self, timeout: float, *, stop_on_failure: bool = False) -> FlushResult:
        """Flush, then give up the spool, within `timeout` seconds if possible."""
        deadline = time.monotonic() + timeout
        result = self.flush(timeout, stop_on_failure=stop_on_failure)
        self.worker.stop(deadline - time.monotonic())
        return result

    def stats(self) -> OutboxStats:
        """The counters and the current state."""
        report, breaker, size, age = self._report, self._loop.sender.breaker, self._size(), self._age()
        with report.lock:
            records = self._writer.records  # read once: threads that enqueue don't hold this lock
            waiting = self._loop.waiting(records)
            return OutboxStats(
                enqueued=records - self._writer.appended_again + report.sent_now,
                adopted=report.adopted,
                delivered=report.delivered + report.sent_now,
                dead=report.dead,
                damaged=report.damaged,
                waiting=waiting,
                retried=report.retried,
                sent_now=report.sent_now,
                bytes=size,
                oldest_waiting=age,
                state=breaker.state(idle=waiting == 0),
                trouble=breaker.trouble,
                callback_errors=self.notices.errors,
            )

    def before_fork(self, seconds: float) -> None:
        """Take the locks under which things are half done; gives up on each after `seconds`.

        The writer's lock: a child that is forked while a file is being opened would inherit it without
        knowing of it, and keep the partition locked. The first send: it imports modules and initializes TLS,
        which takes locks inside Python and OpenSSL. In the child, these would stay locked forever.
        """
        locks = (self._writer.lock, self._loop.sender.first_send_lock)
        self._held_for_fork = [lock for lock in locks if lock.acquire(timeout=seconds)]

    def after_fork_in_parent(self) -> None:
        """Release the locks."""
        while self._held_for_fork:
            self._held_for_fork.pop().release()

    def after_fork_in_child(self) -> None:
        """Close inherited files; everything still belongs to the parent."""
        self._writer.close_in_child()
        self._loop.close_in_child()

    def _size(self) -> int:
        try:
            return folder_size(self._spool.root)
        except OSError:
            return 0

    def _age(self) -> float:
        """The age of the oldest waiting event in seconds."""
        own = self._loop.sender.own
        readers = ([own] if own else []) + self._loop.orphans.readers
        oldest = [next(waiting_events(each.partition.folder, each.offset), None) for each in readers]
        return max((event_age(event) for event in oldest if event is not None), default=0.0)
