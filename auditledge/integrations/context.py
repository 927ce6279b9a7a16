"""The current scope: who acts, for which organization, and in which request.

A ContextVar holds a mutable cell, and the cell a frozen `Scope`. Frameworks copy the context into threads and
tasks, so that setting the ContextVar in a FastAPI dependency would be lost; changing the cell is seen by the
whole request. Leaving a cell restores the previous one. No token is kept for that, because a generator may be
closed in another context than the one it was started in.
"""

import functools
import inspect
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, cast, runtime_checkable

Actor = Mapping[str, Any]
"""An actor as in an event: `id`, and optionally `name`, `email` and `type`."""

ActorSource = Actor | Callable[[], Actor | None]
"""An actor, or a function that is called when an event is recorded. It returns None for an unknown actor."""

OrganizationSource = str | Callable[[], str | None]
"""The id of an organization, or a function that is called when an event is recorded."""

CARRIER_KEY = "auditledge"
"""The only key of a carrier, so that it can be added to the headers of a message."""

_CARRIED = {"actor", "organization_id", "on_behalf_of", "context"}

F = TypeVar("F", bound=Callable[..., Any])


@runtime_checkable
class AsyncSource(Protocol):
    """A source whose value may need I/O in asynchronous code, such as the user of a session.

    `alog` awaits `resolve`; everything else calls the source, which then returns what it knows without I/O.
    """

    def __call__(self) -> Any:
        """The value as far as it is known without waiting."""
        ...

    async def resolve(self) -> Any:
        """The value."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What events that are recorded now get, unless they say otherwise.

    `actor` and `on_behalf_of` are dicts or functions, `organization_id` is a str or a function; all of them
    may be None. Functions are called when an event is recorded, each time. `context` has the fields of an
    event's `context`.
    """

    actor: ActorSource | None = None
    organization_id: OrganizationSource | None = None
    on_behalf_of: ActorSource | None = None
    context: Mapping[str, str] = field(default_factory=dict)

    def changed(
        self,
        *,
        actor: ActorSource | None = None,
        organization_id: OrganizationSource | None = None,
        on_behalf_of: ActorSource | None = None,
        context: Mapping[str, str] | None = None,
    ) -> "Scope":
        """The scope with other values. None keeps a value; `context` is merged.

        A new actor without `on_behalf_of` acts for nobody: who the previous actor acted for is no statement
        about this one.
        """
        if actor is not None or on_behalf_of is not None:
            new_on_behalf_of = on_behalf_of
        else:
            new_on_behalf_of = self.on_behalf_of
        return Scope(
            self.actor if actor is None else actor,
            self.organization_id if organization_id is None else organization_id,
            new_on_behalf_of,
            self.context if context is None else {**self.context, **context},
        )


EMPTY = Scope()


class _Cell:
    """Holds the scope of one request, task or `with` block. `owner` is what entered it.

    The scope is a function until it is needed: most requests record nothing.
    """

    __slots__ = ("_scope", "owner", "previous")

    def __init__(self, scope: Scope | Callable[[], Scope], previous: "_Cell | None", owner: object) -> None:
        self._scope = scope
        self.previous = previous
        self.owner = owner

    @property
    def scope(self) -> Scope:
        """The scope."""
        scope = self._scope
        if not isinstance(scope, Scope):
            scope = self._scope = scope()
        return scope

    @scope.setter
    def scope(self, scope: Scope) -> None:
        self._scope = scope


_current: ContextVar[_Cell | None] = ContextVar("auditledge_scope", default=None)


def current_scope() -> Scope:
    """The scope that events are completed from now; empty if none was entered."""
    cell = _current.get()
    return EMPTY if cell is None else cell.scope


def enter_request(scope: Callable[[], Scope]) -> None:
    """Make a scope the current one. The function is called, once, if the request needs it."""
    _current.set(_Cell(scope, _current.get(), None))


def leave_request() -> None:
    """Restore the scope before `enter_request`, which was called in the same context."""
    cell = _current.get()
    _current.set(None if cell is None else cell.previous)


def in_scope() -> bool:
    """Whether a scope was entered."""
    return _current.get() is not None


def change_current(change: Callable[[Scope], Scope]) -> bool:
    """Replace the current scope until it ends, in every task and thread of its request.

    Returns False if no scope was entered. Nothing is changed then: whatever the thread does next, such as the
    request of someone else, would inherit it.
    """
    cell = _current.get()
    if cell is None:
        return False
    cell.scope = change(cell.scope)
    return True


class entered:  # noqa: N801 - used like a function: `with entered(scope):`
    """A context manager, and a decorator of functions, that makes a scope the current one.

    `scope` is a Scope, or a function from the scope outside to the one inside. Works in synchronous and
    asynchronous code, and may be entered many times, by several threads and tasks at once.
    """

    __slots__ = ("_scope",)

    def __init__(self, scope: Scope | Callable[[Scope], Scope]) -> None:
        self._scope = scope

    def __enter__(self) -> Self:
        previous = _current.get()
        scope = self._scope
        if not isinstance(scope, Scope):
            scope = scope(EMPTY if previous is None else previous.scope)
        _current.set(_Cell(scope, previous, self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        cell = _current.get()
        if cell is not None and cell.owner is self:
            _current.set(cell.previous)

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, traceback)

    def __call__(self, function: F) -> F:
        """Decorate a function or coroutine function. Raises TypeError for generators."""
        refuse_generators(function, "context")

        @functools.wraps(function)
        async def run_async(*args: Any, **kwargs: Any) -> Any:
            with self:
                return await function(*args, **kwargs)

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        return cast("F", run_async if inspect.iscoroutinefunction(function) else run)


def refuse_generators(function: Callable[..., Any], decorator: str) -> None:
    """Raise TypeError for a function whose body doesn't run when it is called."""
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(
            f"audit.{decorator} can't decorate the generator {function.__qualname__}: its body runs outside "
            f"of the call. Use `with audit.context(...)` inside it"
        )


def encode_carrier(scope: Scope) -> dict[str, str]:
    """A scope without functions as a carrier, which can be sent to another process."""
    values = {
        "actor": scope.actor,
        "organization_id": scope.organization_id,
        "on_behalf_of": scope.on_behalf_of,
        "context": dict(scope.context),
    }
    content = {name: value for name, value in values.items() if value}
    return {CARRIER_KEY: json.dumps(content, separators=(",", ":"))}


def decode_carrier(carrier: object) -> Scope:
    """The scope in a carrier, or in a larger mapping that contains one; empty if there is none.

    Raises ValueError if it is malformed.
    """
    text = carrier.get(CARRIER_KEY) if isinstance(carrier, Mapping) else None
    if text is None:
        return EMPTY
    content = json.loads(text) if isinstance(text, str | bytes) else None
    if not isinstance(content, dict):
        raise ValueError("the carrier is no JSON object")
    if not content.keys() <= _CARRIED:
        raise ValueError("the carrier has other members, perhaps of a newer version")
    actor, on_behalf_of = content.get("actor"), content.get("on_behalf_of")
    organization_id, context = content.get("organization_id"), content.get("context", {})
    if not all(value is None or isinstance(value, dict) for value in (actor, on_behalf_of, context)):
        raise ValueError("the carrier's actor, on_behalf_of or context is no object")
    if organization_id is not None and not isinstance(organization_id, str):
        raise ValueError("the carrier's organization_id is no string")
    return Scope(actor, organization_id, on_behalf_of, context or {})
