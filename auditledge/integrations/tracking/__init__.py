"""Tracked changes, without any framework: what a transaction did to objects, and the events of that.

An integration keeps one `Journal` for each transaction. It adds the writes that it sees, rolls back to marks
with savepoints, and turns the journal into events before the transaction is committed:

    journal.updated(model, "7", {"status": "open"}, {"status": "paid"})
    events = recorded_events(journal)
"""

from auditledge.integrations.tracking.events import (
    BulkVerb,
    RecordedEvent,
    bulk_event,
    change_event,
    changed_unseen_event,
    recorded_events,
)
from auditledge.integrations.tracking.journal import Journal, Statement, Verb, Write
from auditledge.integrations.tracking.model import TrackedModel
from auditledge.integrations.tracking.net_changes import ABSENT, Change, NetChange, net_changes
from auditledge.integrations.tracking.sql_writes import TableWrite, WriteDetector
from auditledge.integrations.tracking.unseen import (
    Unseen,
    UnseenChangeError,
    UnseenChangeWarning,
    check_unseen,
    report_unseen,
)
from auditledge.integrations.tracking.values import detached, is_same, json_value

__all__ = [
    "ABSENT",
    "BulkVerb",
    "Change",
    "Journal",
    "NetChange",
    "RecordedEvent",
    "Statement",
    "TableWrite",
    "TrackedModel",
    "Unseen",
    "UnseenChangeError",
    "UnseenChangeWarning",
    "Verb",
    "Write",
    "WriteDetector",
    "bulk_event",
    "change_event",
    "changed_unseen_event",
    "check_unseen",
    "detached",
    "is_same",
    "json_value",
    "net_changes",
    "recorded_events",
    "report_unseen",
]
