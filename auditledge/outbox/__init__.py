"""Durable delivery in the background: what `enqueue` stored stays on this disk until the ledger has it.

    threads that enqueue                        one worker thread per process
      Outbox.enqueue_json                         DeliveryWorker → DeliveryLoop
        → PartitionWriter → SegmentWriter           → BatchSender ← PartitionReader ← SegmentReader
               one write() per event                     │ batches of events
                        │                                ▼
                 spool/p-<id>/*.seg                 EventTransport → ledger

The two sides meet in the spool's files and in the counters. `docs/delivery.md` describes the guarantees, the
format of the spool, and the reasons for both.
"""

from auditledge.outbox.engine import FlushResult
from auditledge.outbox.outbox import Outbox
from auditledge.outbox.stats import Notice, OutboxStats

__all__ = ["FlushResult", "Notice", "Outbox", "OutboxStats"]
