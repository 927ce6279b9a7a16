"""Audit log for SQLAlchemy 2: changes of tracked classes, recorded in the transaction that makes them.

from auditledge.sqlalchemy import audit, start_drainer, track

track(Base, exclude=["updated_at"])
audit.configure(base_url="https://ledger.example.com/v1")
start_drainer(engine)
"""

from auditledge.integrations.audit import audit
from auditledge.integrations.sqlalchemy.drain import drain, start_drainer
from auditledge.integrations.sqlalchemy.tracking import history, log_on_commit, outbox_table, track
from auditledge.integrations.tracking import UnseenChangeError, UnseenChangeWarning

__all__ = [
    "UnseenChangeError",
    "UnseenChangeWarning",
    "audit",
    "drain",
    "history",
    "log_on_commit",
    "outbox_table",
    "start_drainer",
    "track",
]

if __name__ == "__main__":
    from auditledge.integrations.sqlalchemy.command import main

    main()
