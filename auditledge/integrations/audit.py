"""`audit`: records events that are completed from the current scope."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from auditledge.integrations.context import (
    CARRIER_KEY,
    EMPTY,
    ActorSource,
    OrganizationSource,
    Scope,
    change_current,
    current_scope,
    decode_carrier,
    encode_carrier,
    entered,
)
from auditledge.integrations.problems import CaptureProblems

if TYPE_CHECKING:
    from auditledge.client import AuditLedge
    from auditledge.integrations.completion import Completer
    from auditledge.integrations.recorded import ResourceSource
    from auditledge.integrations.settings import CaptureSettings
    from auditledge.outbox import FlushResult
    from auditledge.types import EventCreated

F = TypeVar("F", bound=Callable[..., Any])
Event = Mapping[str, Any]


class Audit:
    """Records events, completed from the current scope: who acts, for which organization, in which request.

    An application uses the one instance `audit`, which each module of a framework exports, such as
    `auditledge.fastapi`. Until `configure` is called, its settings are the environment variables of the
    client. What an event says always wins over the scope; what the scope doesn't know is left out, except
    that an unknown actor is recorded as `{"id": "anonymous", "type": "anonymous"}`.
    """

    def __init__(self) -> None:
        self.problems: CaptureProblems = CaptureProblems()
        """What went wrong while capturing, by kind: `audit.problems.counts`."""
        self._lock = RLock()
        self._settings: CaptureSettings | None = None
        self._load_settings: Callable[[], Mapping[str, Any]] = dict
        self._completer: Completer | None = None
        self._client: AuditLedge | None = None
        self._redirected_to: AuditLedge | None = None

    def configure(self, **settings: Any) -> None:
        """Set the client's options, and those of capture. Replaces all earlier settings.

        The client's options have the names of the arguments of `AuditLedge`. `organization_id` may also be a
        function from a framework's request to an id. `client` (AuditLedge) is a client to use instead.

        `REQUIRE` (list) may contain "actor" and "organization_id". Without them, an event raises
        ValidationError if `DEBUG` (bool, default False) is set; else it is recorded, and a problem counted.
        `TRUSTED_PROXIES` (list of networks, or "unix" for a Unix socket) are the proxies whose
        `X-Forwarded-For` is believed; by default none. `ACTOR` is a function from a framework's request to an
        actor; by default it is the framework's user. `OUTBOX` ("database" or "disk") is where changes of
        models wait for delivery, and `UNSEEN` ("record", "warn" or "raise") what happens to writes whose rows
        can't be seen.

        Raises ConfigurationError, which names the setting and how to fix it.
        """
        from auditledge.integrations.settings import read_capture_settings  # noqa: PLC0415 - loads the contract

        checked = read_capture_settings(settings)
        with self._lock:
            self.close()
            self._settings, self._completer = checked, None

    def configure_with(self, load_settings: Callable[[], Mapping[str, Any]]) -> None:
        """Set a function that returns the settings of `configure`, called when they are first needed."""
        with self._lock:
            self.close()
            self._settings, self._completer, self._load_settings = None, None, load_settings

    @property
    def settings(self) -> "CaptureSettings":
        """The settings; those of the environment if none were set. Raises ConfigurationError."""
        if self._settings is None:
            with self._lock:
                if self._settings is None:
                    self.configure(**self._loaded_settings())
        return cast("CaptureSettings", self._settings)

    def _loaded_settings(self) -> Mapping[str, Any]:
        settings = self._load_settings()
        if self._redirected_to is None or {"api_key", "base_url", "client"} & settings.keys():
            return settings
        # In a test, an application needs no ledger, and keeps its settings of capture.
        return {name: value for name, value in settings.items() if name.isupper() or callable(value)} | {
            "client": self._redirected_to
        }

    @property
    def is_redirected(self) -> bool:
        """Whether a test has redirected what is recorded."""
        return self._redirected_to is not None

    def check(self) -> None:
        """Raise ConfigurationError unless the settings are valid. Frameworks call it at startup."""
        _ = self.settings

    @property
    def client(self) -> "AuditLedge":
        """The client that events are sent with. Raises ConfigurationError."""
        if self._client is None:
            with self._lock:
                if self._client is None:
                    self._client = self._new_client()
        return self._client

    def log(self, event: Event, **options: Any) -> "EventCreated":
        """Complete an event, record it, and return when it is durable. Takes what `AuditLedge.log` takes.

        Raises what `AuditLedge.log` raises. It is recorded whatever the application's transaction does.
        """
        return self.client.log(cast("Any", self.complete(event)), **options)

    async def alog(self, event: Event, **options: Any) -> "EventCreated":
        """`log` for asynchronous code. It waits in a thread, so that the event loop keeps running."""
        from anyio import to_thread  # noqa: PLC0415 - synchronous applications don't need it

        scope = await self._complete.resolve_async(event, current_scope())
        completed = self._complete.complete(event, scope)
        return await to_thread.run_sync(partial(self.client.log, completed, **options))

    def enqueue(self, event: Event) -> str:
        """Complete an event, and record it without waiting for the ledger. Returns its id.

        Raises what `AuditLedge.enqueue` raises. It is recorded whatever the application's transaction does.
        """
        return self.client.enqueue(cast("Any", self.complete(event)))

    def denied(self, event: Event, reason: str | None = None) -> str:
        """Enqueue an event with the outcome "denied": something that the application refused to do.

        `reason` is shown to whoever reads the log. Returns the event's id. Raises what `enqueue` raises.
        """
        extra = {"outcome": "denied"} if reason is None else {"outcome": "denied", "reason": reason}
        return self.enqueue({**event, **extra} if isinstance(event, Mapping) else event)

    def recorded(self, action: str, resource: "ResourceSource", **fields: Any) -> Callable[[F], F]:
        """Decorate a function or coroutine function: each call is an event.

        Its outcome is "success" if the function returns. If it raises PermissionError, Django's
        PermissionDenied, or an HTTP exception with the status 401 or 403, it is "denied" with the exception's
        text as the reason. For every other exception it is "failure" with the name of the exception's class.
        The exception is raised again.

        `resource` is a dict, a tuple of type and id, or a function that returns either and is called, before
        the decorated function, with those arguments that it has parameters for. `fields` are further members
        of the event, such as `metadata`. Events are enqueued; a failure to do so is counted in `problems`.
        """
        from auditledge.integrations.recorded import recorded  # noqa: PLC0415 - not every application needs it

        return recorded(self, action, resource, fields)

    def context(
        self,
        *,
        actor: ActorSource | None = None,
        organization_id: OrganizationSource | None = None,
        context: Mapping[str, str] | None = None,
        on_behalf_of: ActorSource | None = None,
    ) -> entered:
        """A context manager, and a decorator of functions, for the events recorded inside.

        `actor` and `on_behalf_of` are dicts as in an event, or functions that return one, called only when an
        event is recorded. `organization_id` is a str or such a function, and `context` a dict as in an event.
        What is left out is kept from the scope outside.
        """
        return entered(self._change(actor, organization_id, context, on_behalf_of))

    def bind(
        self,
        *,
        actor: ActorSource | None = None,
        organization_id: OrganizationSource | None = None,
        context: Mapping[str, str] | None = None,
        on_behalf_of: ActorSource | None = None,
    ) -> None:
        """Change the current scope until it ends: the request, task or `with` block.

        Takes what `context` takes. Works in FastAPI dependencies and in tasks of a request. Outside of any
        scope it does nothing, and is counted as a problem.
        """
        if not change_current(self._change(actor, organization_id, context, on_behalf_of)):
            self.report(
                "bind",
                "audit.bind() was called outside of a request, and has no effect: "
                "add the middleware, or use `with audit.context(...)`",
            )

    def propagate(self) -> dict[str, str]:
        """The current scope as a dict of str for another thread, process or queue, to be passed to `attach`.

        Functions in the scope are called now. It can be added to the headers of a message.
        """
        return encode_carrier(self.snapshot())

    def snapshot(self) -> Scope:
        """The current scope, with its functions called now, for an event that is completed later."""
        return self._complete.resolve(current_scope())

    def attach(self, carrier: Mapping[str, Any] | None) -> entered:
        """A context manager, and a decorator, with the scope in `carrier`, and nothing of the one outside.

        `carrier` is what `propagate` returned, or a mapping that contains it. A carrier that is missing makes
        an empty scope; so does one that is invalid, which is counted as a problem.
        """
        try:
            return entered(decode_carrier(carrier))
        except ValueError as error:
            self.report(
                CARRIER_KEY,
                "the carrier of a scope is malformed: pass what audit.propagate() returned",
                error,
            )
            return entered(EMPTY)

    def complete(self, event: Any) -> Any:
        """A copy of an event with what the current scope adds, as `log` sends it.

        Raises ValidationError for what is required and missing, if `DEBUG` is set.
        """
        return self._complete.complete(event, current_scope())

    def prepare(self, event: Event) -> dict[str, Any]:
        """An event as it would be recorded now: completed, validated, redacted, with its id and timestamp.

        JSON can represent it. Recording it later, even twice, records what happens now, once. Raises
        ValidationError.
        """
        return self.client.prepare(self.complete(event))

    def capture(self, event: Event) -> str | None:
        """Enqueue an event that the application did not ask for; returns its id. Never raises.

        A failure is counted in `problems`, and returns None.
        """
        return self._capture(event, current_scope())

    async def acapture(self, event: Event) -> str | None:
        """`capture` for asynchronous code, where the actor may have to be awaited.

        Raises only if it is cancelled meanwhile; the event is recorded with what is known by then.
        """
        scope = current_scope()
        try:
            scope = await self._complete.resolve_async(event, scope)
        except BaseException:
            self._capture(event, scope)
            raise
        return self._capture(event, scope)

    def _capture(self, event: Event, scope: Scope) -> str | None:
        try:
            return self.client.enqueue(self._complete.complete(event, scope, may_raise=False))
        except Exception as error:  # noqa: BLE001 - the application's response stays as it was
            self.report("not_recorded", "an event could not be recorded", error)
            return None

    def report(self, kind: str, message: str, error: BaseException | None = None) -> None:
        """Count a problem of capture, and log the first of its kind. `message` says how to fix it."""
        self.problems.report(kind, message, error)

    def flush(self, timeout: float | None = 5.0) -> "FlushResult":
        """Wait until all enqueued events are delivered, at most `timeout` seconds; see `AuditLedge.flush`."""
        return self.client.flush(timeout)

    def close(self, timeout: float = 2.0) -> None:
        """Deliver what is waiting for at most `timeout` seconds, and close the connections.

        The next event opens new ones. A client that was passed to `configure` stays open.
        """
        with self._lock:
            client, self._client = self._client, None
        if client is not None and (self._settings is None or client is not self._settings.client):
            client.close(timeout)

    @contextmanager
    def redirected(self, client: "AuditLedge") -> Iterator[None]:
        """For tests: until the `with` block ends, record with `client` whatever the settings say.

        The other settings apply, such as `redact` and `REQUIRE`, also if they are set inside the block;
        without settings, those of `client`. Problems are counted from zero. `client` stays open.
        """
        with self._lock:
            settings = self._settings
            outer, self._redirected_to = self._redirected_to, client
            outer_client, self._client = self._client, None
            self.problems.clear()
        try:
            yield
        finally:
            with self._lock:
                self._redirected_to, self._client = outer, outer_client
                if self._settings is not None and self._settings.client is client:
                    self._settings = self._completer = None
                if self._settings is not settings:
                    self.close()  # `outer_client` has the settings from before

    @property
    def _complete(self) -> "Completer":
        completer = self._completer
        if completer is None:
            from auditledge.integrations.completion import Completer  # noqa: PLC0415 - loads the contract

            settings = self.settings
            completer = self._completer = Completer(settings.require, settings.debug, self.problems)
        return completer

    def _new_client(self) -> "AuditLedge":
        from auditledge.client import AuditLedge  # noqa: PLC0415 - loaded when the first event is recorded

        settings = self.settings
        if self._redirected_to is not None:
            return self._redirected_to.with_options(**settings.event_options)
        return AuditLedge(**settings.client_options) if settings.client is None else settings.client

    def _change(
        self,
        actor: ActorSource | None,
        organization_id: OrganizationSource | None,
        context: Mapping[str, str] | None,
        on_behalf_of: ActorSource | None,
    ) -> Callable[[Scope], Scope]:
        if context is not None:
            from auditledge.integrations.completion import checked_context  # noqa: PLC0415 - loads the contract

            context = checked_context(context, self.problems)

        def change(scope: Scope) -> Scope:
            return scope.changed(
                actor=actor, organization_id=organization_id, on_behalf_of=on_behalf_of, context=context
            )

        return change


audit: Audit = Audit()
"""The one instance of an application."""
