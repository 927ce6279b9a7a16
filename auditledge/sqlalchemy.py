"""Audit log for SQLAlchemy 2: `track(Base)` records changes in the transaction that makes them."""

from auditledge.integrations.audit import audit as shared_audit
from auditledge.integrations.sqlalchemy.audit import SQLAlchemyAudit
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

audit: SQLAlchemyAudit = SQLAlchemyAudit(shared_audit)

if __name__ == "__main__":
    from auditledge.integrations.sqlalchemy.command import main

    main()
