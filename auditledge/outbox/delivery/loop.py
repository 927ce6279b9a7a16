"""The delivery loop: what the worker repeats, one step at a time."""

import threading
import time
from contextlib import suppress
from pathlib import Path
from traceback import format_tb

from auditledge.errors import AuditLedgeError, ConfigurationError
from auditledge.outbox.delivery.sender import BatchSender, EventTransport
from auditledge.outbox.spool.backlog import read_backlogs
from auditledge.outbox.spool.binding import read_accounts, save_account
from auditledge.outbox.spool.dead_letters import DeadLetters
from auditledge.outbox.spool.folder import open_root
from auditledge.outbox.spool.offset import Offset
from auditledge.outbox.spool.orphans import Orphans
from auditledge.outbox.spool.partition import partition_paths
from auditledge.outbox.spool.paths import roots_of_other_keys
from auditledge.outbox.spool.reader import PartitionReader
from auditledge.outbox.spool.spool import Spool
from auditledge.outbox.spool.writer import PartitionWriter
from auditledge.outbox.stats import DeliveryReport, log

SCAN_SECONDS = 30.0
"""Seconds between two scans of the spool for partitions of processes that have ended."""


ACCOUNT_RETRY_SECONDS = 25.0
"""Seconds until the ledger is asked again for the account of the key."""


class DeliveryLoop:
    """Delivers what `writer` wrote and what processes that have ended left in the spool.

    The worker calls it, or a thread that flushes if no thread can be started; `step` runs one at a time.
    """

    def __init__(
        self,
        spool: Spool,
        writer: PartitionWriter,
        transport: EventTransport,
        report: DeliveryReport,
    ) -> None:
        self._spool = spool
        self._writer = writer
        self._report = report
        self._dead_letters = DeadLetters(spool.root, spool.binding, durable=spool.durable)
        self.orphans: Orphans = Orphans(spool, self._dead_letters, report)
        self.sender: BatchSender = BatchSender(transport, writer, self.orphans, self._dead_letters, report)
        self._transport = transport
        self._knows_account = False
        self._next_question = 0.0
        self._stepping = threading.Lock()
        self._next_scan = 0.0
        self._end_at_scan: Offset | None = None
        self._end_of_rescued = Offset(0, 0)

    def step(self) -> float | None:
        """Do one thing. Returns the seconds until the next, or None if nothing is waiting."""
        with self._stepping:
            try:
                self._maintain()
                wait = self.sender.send_next()
                has_response = self._report.delivered or self.sender.account
                if has_response and self.sender.breaker.trouble is None:
                    self._learn_account()
            except (OSError, ConfigurationError) as error:
                wait = self.sender.breaker.record_failure(f"the spool: {error}", None)
            except Exception as error:  # noqa: BLE001 - whatever it is, events stay and the thread continues
                # The traceback without the exception's text, which may contain parts of an event.
                name, where = type(error).__name__, "".join(format_tb(error.__traceback__))
                log.error("delivery failed, events are kept: %s\n%s", name, where)
                wait = self.sender.breaker.record_failure(name, None)
        self._report.notices.call_callbacks()
        return wait

    def end(self) -> Offset:
        """Where the next record will be written. It changes when there is something new."""
        return self._writer.end()

    def is_settled(self, end: Offset) -> bool:
        """Whether all records before `end` are settled, and those of processes that have ended too."""
        return not self.orphans.readers and self.is_own_settled(end)

    def is_own_settled(self, end: Offset) -> bool:
        """Whether all records of this process before `end` are settled."""
        own = self.sender.own
        if self._writer.records == 0:
            return True
        # If the spool was deleted meanwhile, they were moved to after `end`, into another segment.
        return own is not None and own.offset >= max(end, self._end_of_rescued)

    def waiting(self, records: int) -> int:
        """How many events are not settled of the `records` written here and those adopted."""
        settled = 0 if self.sender.own is None else self.sender.own.settled
        return records - settled + self.orphans.waiting()

    def seconds_until_scan(self) -> float:
        """Seconds until the next scan of the spool is due."""
        return max(0.0, self._next_scan - time.monotonic())

    def request_scan(self) -> None:
        """Make a scan due now."""
        self._next_scan = 0.0

    @property
    def has_scanned(self) -> bool:
        """Whether the requested scan has been made."""
        return self._next_scan > 0

    def close(self) -> None:
        """Give up the spool: remove the own partition if all of it is settled, or leave it to others."""
        with self._stepping, self._writer.lock:
            own, partition, end = self.sender.own, self._writer.partition, self._writer.end()
            with suppress(OSError):
                self._writer.close()
            self.orphans.release()
            if partition is None:
                return
            if own is not None and own.offset >= end:
                own.peek(1, 1)  # reads past the end of the last segment, which deletes it
                own.close()
                partition.remove()
            else:
                partition.release()

    def close_in_child(self) -> None:
        """Close inherited files in a forked child; everything still belongs to the parent."""
        if self.sender.own is not None:
            self.sender.own.close()
        self.orphans.release()

    def _maintain(self) -> None:
        """Open the own partition, rescue a deleted spool, and scan when it is due.

        Raises OSError, ConfigurationError.
        """
        writer, sender = self._writer, self.sender
        if sender.own is None and writer.partition is not None:
            sender.own = PartitionReader(
                writer.partition, writer.counts, self._dead_letters, self._report, writer
            )
        if sender.own is not None and writer.is_deleted():
            self._rescue(sender.own)
        if self.seconds_until_scan() == 0:
            if self._end_at_scan is None:
                self._report_other_keys()
            self._finish_idle_segment()
            if self._has_other_partitions():
                self._learn_account()
            self.orphans.adopt(writer.partition.path if writer.partition else None)
            self._next_scan = time.monotonic() + SCAN_SECONDS  # last, because `drain` waits for it

    def _has_other_partitions(self) -> bool:
        own = self._writer.partition
        return any(own is None or path != own.path for path in partition_paths(self._spool.root))

    def _learn_account(self) -> None:
        """Save the account of this key, once, for processes with another key of the account.

        The response to a batch has it. Before the first one, or if the server leaves it out, the ledger is
        asked for it. Delivery does not depend on it: if it fails, it is tried again later.
        """
        key = self._spool.binding.key
        if self._knows_account or key is None or self._spool.binding.is_embedded:
            return
        if self.sender.account is None and time.monotonic() < self._next_question:
            return
        self._next_question = time.monotonic() + ACCOUNT_RETRY_SECONDS
        with suppress(OSError, ConfigurationError, AuditLedgeError):
            with open_root(self._spool.root) as root:
                self._knows_account = key in read_accounts(root)
            if self._knows_account:
                return
            # The folder is not held open meanwhile: a forked child would inherit it.
            if (account := self.sender.account or self._transport.fetch_account()) is not None:
                with open_root(self._spool.root) as root:
                    save_account(root, key, account)
                self._knows_account = True

    def _rescue(self, own: PartitionReader) -> None:
        """The spool was deleted: save what can still be read into a new one. Raises OSError."""
        with self._writer.lock:
            if not self._writer.is_deleted():
                return  # the segment was finished after we looked
            partition, saved = self._writer.move(own.read_unsettled(), own.offset)
            lost = self._writer.records - own.settled - saved
            self._end_of_rescued = self._writer.end()
            own.switch_partition(partition, lost)
        log.error("the spool was deleted; %d events were saved into a new one, %d are lost", saved, lost)

    def _report_other_keys(self) -> None:
        """Log a warning if events of a replaced key are waiting, which this process must not deliver."""
        for root in roots_of_other_keys(self._spool.root):
            with suppress(ConfigurationError):  # not safe to read, so there is nothing to say about it
                self._report_backlog(root)

    @staticmethod
    def _report_backlog(root: Path) -> None:
        if any(each.waiting and not each.alive for each in read_backlogs(root)):
            log.warning("events wait in %s: `auditledge outbox drain --folder` delivers them", root)

    def _finish_idle_segment(self) -> None:
        """Finish a segment to which nothing was added since the last scan, so that it can be deleted."""
        with self._writer.lock:
            end, own = self._writer.end(), self.sender.own
            if end == self._end_at_scan and own is not None and own.offset == end:
                self._writer.finish_segment()
            self._end_at_scan = end
