"""`audit`, with what Django adds to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from auditledge.integrations.audit import Audit
from auditledge.integrations.audit import audit as shared_audit

if TYPE_CHECKING:
    from auditledge.types import Event

M = TypeVar("M", bound=type)


class DjangoAudit(Audit):
    """`audit` of `auditledge.django`: what is set and recorded with it is shared with all other integrations.

    Its settings are those of `AUDITLEDGE` in Django's settings.
    """

    def __init__(self, shared: Audit) -> None:
        self.__dict__ = vars(shared)  # one audit for an application, whichever integration it imports

    def log_on_commit(self, event: Mapping[str, Any], using: str = "default") -> str:
        """Record an event if the current transaction of the database `using` is committed. Returns its id.

        The event is completed now. If the transaction, or the savepoint, is rolled back, it is not recorded.
        Outside of a transaction it is enqueued at once. Raises ValidationError, and OutboxFullError.
        """
        from auditledge.integrations.django.transactions import transaction_of  # noqa: PLC0415 - loads Django

        prepared = self.prepare(event)
        transaction = transaction_of(using)
        if transaction.is_open:
            transaction.record_prepared(prepared)
        else:
            self.enqueue_prepared(prepared)
        return str(prepared["id"])

    def enqueue_prepared(self, event: Mapping[str, Any]) -> None:
        """Enqueue an event that `prepare` returned. Raises OutboxFullError."""
        from auditledge._core.requests import encode_event  # noqa: PLC0415 - loaded with the first event

        self.client.outbox.enqueue_json(encode_event(dict(event)))

    @overload
    def track(
        self,
        model: M,
        *,
        exclude: Iterable[str] = (),
        mask: Iterable[str] = (),
        m2m: Iterable[str] = (),
        name: str | None = None,
        action: str | None = None,
    ) -> M: ...

    @overload
    def track(
        self,
        model: None = None,
        *,
        exclude: Iterable[str] = (),
        mask: Iterable[str] = (),
        m2m: Iterable[str] = (),
        name: str | None = None,
        action: str | None = None,
    ) -> Callable[[M], M]: ...

    def track(
        self,
        model: Any = None,
        *,
        exclude: Iterable[str] = (),
        mask: Iterable[str] = (),
        m2m: Iterable[str] = (),
        name: str | None = None,
        action: str | None = None,
    ) -> Any:
        """Decorate a model: each transaction that changes an object is an event with the net changes.

        The action is `<model>.created`, `.updated` or `.deleted`; `action` (str) replaces `<model>`, which is
        the model's name in lowercase. Changes of fields in `exclude` are not recorded; those in `mask`, and
        all that look like secrets, are recorded without values. `m2m` are the many-to-many fields to record.
        `name` is the field that fills `resource.name`.

        Raises ImproperlyConfigured for an unknown field, and for an abstract model.
        """
        from auditledge.integrations.django.tracked_models import TrackOptions, track_model  # noqa: PLC0415

        options = TrackOptions(tuple(exclude), tuple(mask), tuple(m2m), name, action)

        def decorate(decorated: Any) -> Any:
            track_model(decorated, options)
            return decorated

        return decorate if model is None else decorate(model)

    def history(self, instance: Any, **filters: Any) -> "Iterator[Event]":
        """Iterate over the events of a tracked object, or of any object by its model's name, newest first.

        `filters` are further ones of `AuditLedge.query`, such as `start_date`.
        """
        from auditledge.integrations.django.history import history_filters  # noqa: PLC0415

        return self.client.iter_events(cast("Any", {**history_filters(instance), **filters}))


audit: DjangoAudit = DjangoAudit(shared_audit)
"""The one instance of an application."""
