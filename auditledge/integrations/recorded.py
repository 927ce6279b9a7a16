"""The decorator `audit.recorded`: an event for each call of a function."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Protocol, TypeVar, cast

from auditledge.integrations.context import refuse_generators
from auditledge.integrations.outcomes import outcome_of

F = TypeVar("F", bound=Callable[..., Any])

ResourceSource = Mapping[str, Any] | tuple[str, Any] | Callable[..., Any]
"""A resource as in an event, a pair of type and id, or a function that returns either.

The function is called with those arguments of the decorated function that it has parameters for.
"""


class Recorder(Protocol):
    """What the decorator needs of `Audit`."""

    def capture(self, event: Mapping[str, Any]) -> str | None:
        """Record an event; never raises."""
        ...

    async def acapture(self, event: Mapping[str, Any]) -> str | None:
        """Record an event in asynchronous code; raises only if it is cancelled."""
        ...

    def report(self, kind: str, message: str, error: BaseException | None = None) -> None:
        """Count a problem."""
        ...


def recorded(
    recorder: Recorder, action: str, resource: ResourceSource, fields: Mapping[str, Any]
) -> Callable[[F], F]:
    """A decorator that records `action` on `resource` whenever the function is called."""

    def decorate(function: F) -> F:
        refuse_generators(function, "recorded")
        call = _Call(recorder, function, action, resource, fields)

        @functools.wraps(function)
        async def run_async(*args: Any, **kwargs: Any) -> Any:
            async with call.recording_async(args, kwargs):
                return await function(*args, **kwargs)

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            with call.recording(args, kwargs):
                return function(*args, **kwargs)

        return cast("F", run_async if inspect.iscoroutinefunction(function) else run)

    return decorate


class _Call:
    """Makes the events of one decorated function."""

    def __init__(
        self,
        recorder: Recorder,
        function: Callable[..., Any],
        action: str,
        resource: ResourceSource,
        fields: Mapping[str, Any],
    ) -> None:
        self._recorder = recorder
        self._action = action
        self._resource = resource
        self._fields = fields
        self._signature = inspect.signature(function)
        self._wanted = (
            _wanted(resource, self._signature, function.__qualname__) if callable(resource) else None
        )

    @contextmanager
    def recording(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[None]:
        """Record how what runs inside ends."""
        event = self._event(args, kwargs)
        try:
            yield
        except BaseException as error:
            self._recorder.capture(_failed(event, error))
            raise
        self._recorder.capture({"outcome": "success", **event})

    @asynccontextmanager
    async def recording_async(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> AsyncIterator[None]:
        """`recording` in asynchronous code, where the actor may have to be awaited."""
        event = self._event(args, kwargs)
        try:
            yield
        except BaseException as error:
            await self._recorder.acapture(_failed(event, error))
            raise
        await self._recorder.acapture({"outcome": "success", **event})

    def _event(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """The event before the call, which may change or delete the resource."""
        try:
            resource = self._resource
            if callable(resource):
                resource = resource(**self._arguments(args, kwargs))
            if isinstance(resource, tuple):
                kind, identifier = resource
                resource = {"type": kind, "id": str(identifier)}
            return {**self._fields, "action": self._action, "resource": resource}
        except Exception as error:  # noqa: BLE001 - the application's function may raise anything
            self._recorder.report(
                "resource", f"the resource of {self._action} could not be determined", error
            )
            return {**self._fields, "action": self._action, "resource": {"type": "unknown", "id": "unknown"}}

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        arguments = dict(bound.arguments)
        for parameter in self._signature.parameters.values():
            if parameter.kind is parameter.VAR_KEYWORD:
                arguments |= arguments.pop(parameter.name)
        return {n: v for n, v in arguments.items() if self._wanted is None or n in self._wanted}


def _failed(event: dict[str, Any], error: BaseException) -> dict[str, Any]:
    outcome, reason = outcome_of(error)
    return {**event, "outcome": outcome, "reason": reason}


def _wanted(resource: Callable[..., Any], signature: inspect.Signature, function: str) -> set[str] | None:
    """The names of the arguments that a function for the resource takes; None for all of them.

    Raises TypeError if the decorated function has no such parameter: every call would fail.
    """
    names = set()
    for parameter in inspect.signature(resource).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            return None
        names.add(parameter.name)
    has_any = any(each.kind is each.VAR_KEYWORD for each in signature.parameters.values())
    unknown = sorted(names - signature.parameters.keys())
    if unknown and not has_any:
        raise TypeError(f"resource takes {', '.join(unknown)}, which {function} has no parameter for")
    return names
