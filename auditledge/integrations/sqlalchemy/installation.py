"""Connects the recorders to SQLAlchemy's events, once in a process."""

from threading import Lock

from sqlalchemy import Engine, event
from sqlalchemy.orm import Mapper
from sqlalchemy.pool import Pool

from auditledge.integrations.sqlalchemy.cascades import CascadeRecorder
from auditledge.integrations.sqlalchemy.commits import CommitRecorder
from auditledge.integrations.sqlalchemy.flushes import FlushRecorder
from auditledge.integrations.sqlalchemy.registry import Registry
from auditledge.integrations.sqlalchemy.statements import StatementRecorder

registry: Registry = Registry()
commits: CommitRecorder = CommitRecorder()
_lock = Lock()
_installed = False


def install() -> None:
    """Listen to the events of all mappers, engines and pools."""
    global _installed  # noqa: PLW0603 - once in a process
    with _lock:
        if _installed:
            return
        _installed = True
    flushes, statements, cascades = (
        FlushRecorder(registry),
        StatementRecorder(registry),
        CascadeRecorder(registry),
    )
    registry.on_change = cascades.forget
    event.listen(Mapper, "after_mapper_constructed", lambda mapper, _class: registry.add_mapper(mapper))
    for name in (
        "before_insert",
        "after_insert",
        "before_update",
        "after_update",
        "before_delete",
        "after_delete",
    ):
        event.listen(Mapper, name, getattr(flushes, name))
    for recorder in (statements, cascades):
        event.listen(Engine, "before_cursor_execute", recorder.before_execute)
        event.listen(Engine, "after_cursor_execute", recorder.after_execute)
    for name in ("begin", "begin_twophase"):
        event.listen(Engine, name, commits.begin)
    for name in ("commit", "prepare_twophase"):
        event.listen(Engine, name, commits.commit)
    event.listen(Engine, "commit_twophase", commits.commit_twophase)
    for name in ("rollback", "rollback_twophase"):
        event.listen(Engine, name, commits.rollback)
    event.listen(Engine, "handle_error", commits.failed)
    event.listen(Pool, "checkin", commits.checkin)
