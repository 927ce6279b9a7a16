"""Durable delivery in the background: what `enqueue` took is on this machine's disk until the ledger has it.

    thread that enqueues                            mailman (one thread per process)
      Outbox.put → Journal → SegmentWriter            Sender ← Source ← SegmentReader
                         one write() for each event     │ batches of file slices
                                   │                    ▼
                                 spool/p-<id>/*.seg   Courier → ledger

`docs/delivery.md` holds the promise, the format of the spool, and the reasons.
"""

from auditledge.outbox.engine import FlushResult
from auditledge.outbox.outbox import Outbox
from auditledge.outbox.stats import Notice, OutboxStats

__all__ = ["FlushResult", "Notice", "Outbox", "OutboxStats"]
