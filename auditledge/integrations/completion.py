"""Completes events from the current scope. What the caller wrote always wins."""

import inspect
import sys
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from auditledge.contract.problems import Problem
from auditledge.errors import ValidationError
from auditledge.integrations.context import AsyncSource, Scope, in_scope
from auditledge.integrations.problems import CaptureProblems

ANONYMOUS: Mapping[str, str] = {"id": "anonymous", "type": "anonymous"}
"""The actor of an event if nobody is known to have acted."""

_NO_TRACE = "0" * 32


class Completer:
    """Completes events. `require` names members without which an event raises if `debug` is set."""

    def __init__(self, require: tuple[str, ...], debug: bool, problems: CaptureProblems) -> None:
        self._require = require
        self._debug = debug
        self._problems = problems

    def complete(self, event: Any, scope: Scope, *, may_raise: bool = True) -> Any:
        """A copy of the event with what `scope` adds. An event that is no mapping is returned as it is.

        The scope's functions are called for what the event doesn't have. An unknown actor is `ANONYMOUS`.
        Raises ValidationError for what is required and missing, if `may_raise` and `debug` are set.
        """
        if not isinstance(event, Mapping):
            return event
        completed = dict(event)
        if completed.get("actor") is None:
            self._add_actor(completed, scope, may_raise)
        if completed.get("organization_id") is None:
            organization_id = self.organization_id(scope)
            if organization_id is not None:
                completed["organization_id"] = organization_id
            elif "organization_id" in self._require:
                self._report_missing("organization_id", may_raise)
        _add_context(completed, scope.context)
        return completed

    def resolve(self, scope: Scope) -> Scope:
        """The scope with its functions called, and the id of the current trace."""
        actor = self.actor("actor", scope.actor)
        on_behalf_of = self.actor("on_behalf_of", scope.on_behalf_of)
        context = dict(scope.context)
        _add_trace(context)
        return Scope(actor, self.organization_id(scope), on_behalf_of, context)

    async def resolve_async(self, event: Any, scope: Scope) -> Scope:
        """The scope, with the values that have to be awaited for this event."""
        wanted = ("actor", "on_behalf_of", "organization_id")
        missing = [name for name in wanted if not isinstance(event, Mapping) or event.get(name) is None]
        values = {}
        for name in missing:
            source = getattr(scope, name)
            if isinstance(source, AsyncSource):
                try:
                    values[name] = await source.resolve()
                except Exception as error:  # noqa: BLE001 - the application's function may raise anything
                    self._problems.report(name, "could not be determined", error)
        if not values:
            return scope
        return Scope(
            values.get("actor", scope.actor),
            values.get("organization_id", scope.organization_id),
            values.get("on_behalf_of", scope.on_behalf_of),
            scope.context,
        )

    def actor(self, name: str, source: Any) -> dict[str, Any] | None:
        """The actor of a source, or None if it is unknown or invalid. `name` is the member of the event."""
        value = self._called(name, source)
        if value is None:
            return None
        from auditledge import contract  # noqa: PLC0415 - takes a while to load

        actor = {**value, "id": _text(value.get("id"))} if isinstance(value, Mapping) else value
        found: list[Problem] = []
        cleaned = contract.schema("ActorInput").clean_member(actor, f"/{name}", found)
        if found:
            self._problems.report(name, f"{found[0]}: check what sets it")
            return None
        return dict(cleaned)

    def organization_id(self, scope: Scope) -> str | None:
        """The organization of a scope, or None if it is unknown or invalid."""
        value = _text(self._called("organization_id", scope.organization_id))
        if value is None or (isinstance(value, str) and 0 < len(value) <= 255 and "\0" not in value):
            return value
        self._problems.report(
            "organization_id", "must be a string of 1 to 255 characters: check what sets it"
        )
        return None

    def _add_actor(self, event: dict[str, Any], scope: Scope, may_raise: bool) -> None:
        actor = self.actor("actor", scope.actor)
        if actor is None:
            if "actor" in self._require:
                self._report_missing("actor", may_raise)
            elif not in_scope():
                self._problems.report(
                    "no_scope",
                    "an event without an actor was recorded outside of a request: "
                    "add the middleware, or use `with audit.context(actor=...)`",
                )
            event["actor"] = dict(ANONYMOUS)
            return
        event["actor"] = actor
        # An actor that the caller wrote is not known to act for whom the scope's actor acts.
        if event.get("on_behalf_of") is None:
            on_behalf_of = self.actor("on_behalf_of", scope.on_behalf_of)
            if on_behalf_of is not None:
                event["on_behalf_of"] = on_behalf_of

    def _report_missing(self, name: str, may_raise: bool) -> None:
        fix = f"is missing: set it in the event, or with audit.bind({name}=...) or audit.context({name}=...)"
        if self._debug and may_raise:
            raise ValidationError.of([Problem(f"/{name}", fix)])
        self._problems.report(f"missing_{name}", f"{name} {fix}")

    def _called(self, name: str, source: Any) -> Any:
        if not callable(source):
            return source
        try:
            value = source()
            if not inspect.iscoroutine(value):
                return value
            value.close()  # which avoids a warning that it was never awaited
            self._problems.report(name, "is set by a coroutine function: audit.bind() its result instead")
            return None
        except Exception as error:  # noqa: BLE001 - the application's function may raise anything
            self._problems.report(name, "could not be determined", error)
            return None


def checked_context(context: object, problems: CaptureProblems) -> dict[str, str]:
    """The valid fields of a context. The others are reported, so that they make no event invalid."""
    from auditledge import contract  # noqa: PLC0415 - takes a while to load

    found: list[Problem] = []
    cleaned = contract.schema("EventContextInput").clean_member(context, "/context", found)
    if not found:
        return dict(cleaned or {})
    problems.report("context", f"{found[0]}: it is not recorded")
    if not isinstance(context, Mapping):
        return {}
    invalid = {problem.field.removeprefix("/context/") for problem in found}
    kept = {name: value for name, value in context.items() if name not in invalid}
    return kept if len(kept) < len(context) else {}


def _text(value: Any) -> Any:
    """Primary keys are often numbers or UUIDs; events have strings."""
    return str(value) if isinstance(value, int | UUID) and not isinstance(value, bool) else value


def _add_context(event: dict[str, Any], context: Mapping[str, str]) -> None:
    written = event.get("context")
    if written is not None and not isinstance(written, Mapping):
        return
    merged: dict[str, Any] = dict(context)
    if written:
        merged.update((name, value) for name, value in written.items() if value is not None)
    _add_trace(merged)
    if merged:
        event["context"] = merged


def _add_trace(context: dict[str, Any]) -> None:
    """Add the id of OpenTelemetry's current trace, if that is loaded and a trace is active."""
    trace: Any = sys.modules.get("opentelemetry.trace")
    if trace is None or "trace_id" in context:
        return
    trace_id = f"{trace.get_current_span().get_span_context().trace_id:032x}"
    if trace_id != _NO_TRACE:
        context["trace_id"] = trace_id
