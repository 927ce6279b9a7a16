"""Estates: the folders of processes that ended, which this process took over to deliver what is in them."""

from collections.abc import Callable
from pathlib import Path

from auditledge.outbox.spool.backlog import count_records
from auditledge.outbox.spool.reader import SetAside, Source
from auditledge.outbox.spool.spool import Spool
from auditledge.outbox.stats import Counters, log


class Estates:
    """The sources taken over. `damaged` is told how many records of a source turn out to be bad."""

    def __init__(
        self,
        spool: Spool,
        set_aside: SetAside,
        counters: Counters,
        damaged: Callable[[Source, int], None],
    ) -> None:
        self._spool = spool
        self._set_aside = set_aside
        self._counters = counters
        self._damaged = damaged
        self.sources: list[Source] = []

    def waiting(self) -> int:
        """How many records that were taken over are not settled."""
        return sum(source.left_behind for source in self.sources)

    def adopt(self, own: Path | None) -> None:
        """Take over what is left behind in the spool; `own` is our folder. Raises OSError."""
        held = {own, *(source.producer.path for source in self.sources)}
        for producer in self._spool.adopt(held):
            counts = count_records(producer.path, producer.cursor.load())
            if waiting := sum(counts.values()):
                log.info("took over %d events of a process that ended", waiting)
            with self._counters.lock:
                self._counters.adopted += waiting
                self.sources.append(Source(producer, counts, self._set_aside, self._damaged))

    def close(self, source: Source) -> None:
        """Remove a folder that has nothing left to deliver."""
        source.finish()
        self.sources.remove(source)
        source.producer.remove()

    def release(self) -> None:
        """Leave everything to others."""
        for source in self.sources:
            source.close()
            source.producer.release()
        self.sources.clear()
