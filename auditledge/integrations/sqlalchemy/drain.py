"""Delivery of the outbox table: once, or by a thread that each commit wakes."""

from sqlalchemy import Engine, MetaData, Table

from auditledge.integrations.audit import audit
from auditledge.integrations.drainer import CurrentTransport, Drainer, DrainerThread, DrainResult
from auditledge.integrations.sqlalchemy.installation import commits, install
from auditledge.integrations.sqlalchemy.outbox_table import (
    SQLAlchemyOutboxTable,
    outbox_table,
    own_engine,
    sync_engine_of,
)


def drain(engine: object) -> DrainResult:
    """Deliver all events of the outbox table that are pending, for a task of Celery beat, cron and the like.

    `engine` is an Engine or AsyncEngine; it gets connections of its own. Many processes may do this at once.
    Returns a DrainResult: `delivered`, `dead` and `waiting` (int), and `trouble`, None or why it gave up.
    Raises ConfigurationError.
    """
    drainer = open_drainer(own_engine(engine))
    try:
        return drainer.drain()
    finally:
        drainer.close()


def start_drainer(engine: object) -> None:
    """Deliver events in the background, in a thread of this process that each commit wakes.

    Events that it has not delivered when the process ends are delivered after the next commit, or by `drain`.
    `engine` is the Engine or AsyncEngine that the application commits with. Raises ConfigurationError.
    """
    install()
    own = own_engine(engine)
    thread = DrainerThread(lambda: open_drainer(own))
    commits.wakers[sync_engine_of(engine)] = thread.wake
    thread.wake()


def open_drainer(engine: Engine) -> Drainer:
    """The drainer of the outbox table in a database."""
    table: Table = commits.tables[0] if commits.tables else outbox_table(MetaData())
    return Drainer(SQLAlchemyOutboxTable(engine, table), CurrentTransport(lambda: audit.client))
