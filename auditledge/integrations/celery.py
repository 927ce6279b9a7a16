"""Celery: tasks know who sent them."""

from typing import Any

from celery import Celery, signals

from auditledge.integrations.audit import Audit, audit
from auditledge.integrations.context import CARRIER_KEY, Scope, current_scope, entered, in_scope

__all__ = ["audit", "install"]

_INSTALLED = "auditledge"
"""Identifies the receivers of signals, so that installing twice has no effect."""


def install(app: Celery, *, audit: Audit = audit, **settings: Any) -> None:  # noqa: ARG001 - as extensions do
    """Send the current scope with each task, and run tasks in the scope that they were sent in.

    Call it where the application is created, which both the senders and the workers import. A task that was
    sent outside of any scope, such as by beat, has the actor `{"id": "celery:<task>", "type": "system"}`. The
    scope is a header of the message, which retries and chains keep. Eager tasks run in the current scope.

    `settings` are those of `audit.configure`, which is called if there are any, and raises
    ConfigurationError. Otherwise, a worker checks the settings when it starts: only then are those of Django
    loaded. It ends if they are wrong. Celery's signals belong to the process, and therefore to all of its
    applications.
    """
    if settings:
        audit.configure(**settings)
    scopes = _TaskScopes(audit)
    options = {"weak": False, "dispatch_uid": _INSTALLED}
    signals.before_task_publish.connect(scopes.send, **options)
    signals.task_prerun.connect(scopes.enter, **options)
    signals.task_postrun.connect(scopes.leave, **options)
    signals.worker_init.connect(scopes.check, **options)
    signals.worker_process_shutdown.connect(scopes.close, **options)
    signals.worker_shutdown.connect(scopes.close, **options)


class _TaskScopes:
    """The receivers of Celery's signals."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._running: dict[str, entered] = {}

    def send(self, headers: dict[str, Any] | None = None, **_: Any) -> None:
        """Add the scope to a message. A retried task has it already: whoever sent it first is the actor."""
        if headers is not None and CARRIER_KEY not in headers and in_scope():
            headers.update(self._audit.propagate())

    def enter(self, task_id: str, task: Any, **_: Any) -> None:
        """Begin a task in the scope of its message."""
        running = self._running[task_id] = self._scope(task)
        running.__enter__()

    def leave(self, task_id: str, **_: Any) -> None:
        """End the scope of a task."""
        running = self._running.pop(task_id, None)
        if running is not None:
            running.__exit__(None, None, None)

    def check(self, **_: Any) -> None:
        """End a worker whose settings are wrong. Signals would only log any other exception."""
        from auditledge.errors import ConfigurationError  # noqa: PLC0415 - loads the contract

        try:
            self._audit.check()
        except ConfigurationError as error:
            raise SystemExit(f"auditledge: {error}") from None

    def close(self, **_: Any) -> None:
        """Deliver what is waiting, and close the connections of a worker."""
        self._audit.close()

    def _scope(self, task: Any) -> entered:
        request = task.request
        carrier = getattr(request, CARRIER_KEY, None) or (request.headers or {}).get(CARRIER_KEY)
        if carrier is not None:
            return self._audit.attach({CARRIER_KEY: carrier})
        if request.is_eager and in_scope():
            return entered(current_scope())
        return entered(Scope({"id": f"celery:{task.name}", "type": "system"}))
