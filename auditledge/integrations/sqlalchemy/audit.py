"""`audit`, with what SQLAlchemy adds to it."""

from auditledge.integrations.audit import Audit
from auditledge.integrations.sqlalchemy.tracking import history, log_on_commit, track


class SQLAlchemyAudit(Audit):
    """`audit` of `auditledge.sqlalchemy`: its settings and events are those of all integrations."""

    def __init__(self, shared: Audit) -> None:
        self.__dict__ = vars(shared)  # one audit for an application, whichever integration it imports

    track = staticmethod(track)
    log_on_commit = staticmethod(log_on_commit)
    history = staticmethod(history)
