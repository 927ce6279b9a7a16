"""`audit`, with what SQLAlchemy adds to it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from auditledge.integrations.audit import Audit, Event
from auditledge.integrations.sqlalchemy import tracking
from auditledge.integrations.sqlalchemy.tracking import T

if TYPE_CHECKING:
    from auditledge.types import Event as StoredEvent


class SQLAlchemyAudit(Audit):
    """`audit` of `auditledge.sqlalchemy`: its settings and events are those of all integrations."""

    def __init__(self, shared: Audit) -> None:
        self.__dict__ = vars(shared)  # one audit for an application, whichever integration it imports

    @overload
    def track(
        self,
        target: T,
        *,
        exclude: Iterable[str] = ...,
        mask: Iterable[str] = ...,
        name: str | None = ...,
        action: str | None = ...,
        outbox: bool = ...,
    ) -> T: ...
    @overload
    def track(
        self,
        target: None = ...,
        *,
        exclude: Iterable[str] = ...,
        mask: Iterable[str] = ...,
        name: str | None = ...,
        action: str | None = ...,
        outbox: bool = ...,
    ) -> Callable[[T], T]: ...
    def track(self, target: Any = None, **options: Any) -> Any:
        """Record changes, like `auditledge.sqlalchemy.track`."""
        return tracking.track(target, **options)

    def log_on_commit(self, event: Event, *, session: Session | Connection) -> str:
        """Record an event if the transaction is committed, like `auditledge.sqlalchemy.log_on_commit`."""
        return tracking.log_on_commit(event, session=session)

    def history(self, obj: object) -> "Iterator[StoredEvent]":
        """The events of an object, newest first, like `auditledge.sqlalchemy.history`."""
        return tracking.history(obj)
