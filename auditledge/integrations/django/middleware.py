"""`AuditMiddleware`: events that are recorded in a request know its user, organization, address and id."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.core.exceptions import ImproperlyConfigured

from auditledge.errors import ConfigurationError
from auditledge.integrations.context import Scope, current_scope, enter_request, entered, leave_request
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.users import RequestUser
from auditledge.integrations.request_context import request_context, request_id_from
from auditledge.integrations.settings import CaptureSettings

REQUEST_ID_HEADER = "X-Request-ID"
_ACTOR, _ON_BEHALF_OF = attrgetter("actor"), attrgetter("on_behalf_of")


class AuditMiddleware:
    """Add it to `MIDDLEWARE`, preferably as the first: then events of other middleware are complete, too.

    Costs no query, and changes no response except for the header `X-Request-ID`. The user is read when an
    event is recorded, so its place relative to the authentication doesn't matter.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)
        try:
            self._settings = audit.settings
        except ConfigurationError as error:
            raise ImproperlyConfigured(f"AUDITLEDGE: {error.message}") from None

    def __call__(self, request: Any) -> Any:
        """The response of the rest of the application."""
        if self._is_async:
            return self._respond(request)
        current = _Request(request, self._settings)
        enter_request(current.scope)
        try:
            return _finished(self.get_response(request), current.id)
        finally:
            leave_request()

    async def _respond(self, request: Any) -> Any:
        current = _Request(request, self._settings)
        enter_request(current.scope)
        try:
            return _finished(await self.get_response(request), current.id)
        finally:
            leave_request()


class _Request:
    """A request. `scope` is called only if it records something."""

    __slots__ = ("_peer", "_request", "_settings", "id")

    def __init__(self, request: Any, settings: CaptureSettings) -> None:
        environ = request.META
        self._request = request
        self._settings = settings
        self._peer: str | None = environ.get("REMOTE_ADDR")  # before other middlewares replace it
        self.id = request_id_from(environ.get("HTTP_X_REQUEST_ID"))

    def scope(self) -> Scope:
        """The scope of its events."""
        request, settings = self._request, self._settings
        forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = settings.trusted_proxies.client_address(self._peer, forwarded_for)
        find_actor, find_organization = settings.actor_of, settings.organization_of
        return Scope(
            actor=Of(request, find_actor) if find_actor else RequestUser(request, _ACTOR, _user_not_loaded),
            organization_id=Of(request, find_organization) if find_organization else None,
            on_behalf_of=None if find_actor else RequestUser(request, _ON_BEHALF_OF, _user_not_loaded),
            context=request_context(self.id, address, request.META.get("HTTP_USER_AGENT")),
        )


class Of:
    """A source of the current scope: calls a function of the settings with the request."""

    __slots__ = ("_function", "_request")

    def __init__(self, request: Any, function: Callable[[Any], Any]) -> None:
        self._request = request
        self._function = function

    def __call__(self) -> Any:
        """The actor or organization."""
        return self._function(self._request)

    async def resolve(self) -> Any:
        """The actor or organization, in asynchronous code: the function may read the database."""
        return await sync_to_async(self._function)(self._request)


def _finished(response: Any, request_id: str) -> Any:
    """The response with the id of the request, and with the scope of the request while it streams."""
    if not response.has_header(REQUEST_ID_HEADER):
        response.headers[REQUEST_ID_HEADER] = request_id
    if response.streaming and getattr(response, "file_to_stream", None) is None:  # a file records nothing
        # What the view has bound to its scope is valid for the rest of the body, too.
        wrapped = _in_scope_async if response.is_async else _in_scope
        response.streaming_content = wrapped(response.streaming_content, current_scope())
    return response


def _in_scope(chunks: Iterable[Any], scope: Scope) -> Iterator[Any]:
    iterator = iter(chunks)
    while True:
        with entered(scope):
            try:
                chunk = next(iterator)
            except StopIteration:
                return
        yield chunk


async def _in_scope_async(chunks: AsyncIterable[Any], scope: Scope) -> AsyncIterator[Any]:
    iterator = aiter(chunks)
    while True:
        with entered(scope):
            try:
                chunk = await anext(iterator)
            except StopAsyncIteration:
                return
        yield chunk


def _user_not_loaded() -> None:
    audit.report(
        "actor",
        "an event was recorded on the event loop before the user was loaded: use `await audit.alog(...)`, or "
        "`await request.auser()` first",
    )
