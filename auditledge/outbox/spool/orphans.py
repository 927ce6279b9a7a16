"""Orphans: partitions of processes that have ended, taken over by this process to deliver their events."""

from pathlib import Path

from auditledge.outbox.spool.backlog import count_records
from auditledge.outbox.spool.dead_letters import DeadLetters
from auditledge.outbox.spool.folder import UnsafePathError
from auditledge.outbox.spool.reader import PartitionReader
from auditledge.outbox.spool.spool import Spool
from auditledge.outbox.stats import DeliveryReport, log


class Orphans:
    """The readers of all adopted partitions."""

    def __init__(self, spool: Spool, dead_letters: DeadLetters, report: DeliveryReport) -> None:
        self._spool = spool
        self._dead_letters = dead_letters
        self._report = report
        self.readers: list[PartitionReader] = []

    def waiting(self) -> int:
        """How many adopted records are not settled."""
        return sum(reader.waiting for reader in self.readers)

    def adopt(self, own: Path | None) -> None:
        """Take over the partitions whose processes have ended. `own` is ours. Raises OSError."""
        held = {own, *(reader.partition.path for reader in self.readers)}
        for partition in self._spool.take_over_orphans(held):
            try:
                counts = count_records(partition.folder, partition.offset_file.load())
            except (OSError, UnsafePathError) as error:
                partition.release()
                self._spool.report_left_alone(partition.path.name, error)
                continue
            if waiting := sum(counts.values()):
                log.info("adopted %d events of a process that has ended", waiting)
            reader = PartitionReader(partition, counts, self._dead_letters, self._report, writer=None)
            with self._report.lock:
                self._report.adopted += waiting
                self.readers.append(reader)

    def remove(self, reader: PartitionReader) -> None:
        """Delete a partition that has nothing left to deliver."""
        reader.finish()
        self.readers.remove(reader)
        reader.partition.remove()

    def release(self) -> None:
        """Leave all partitions to other processes."""
        for reader in self.readers:
            reader.close()
            reader.partition.release()
        self.readers.clear()
