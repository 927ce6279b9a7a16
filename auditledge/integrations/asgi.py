"""The middleware for ASGI applications: Starlette, FastAPI, Litestar and others."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from auditledge.integrations.audit import Audit, audit
from auditledge.integrations.context import Scope, enter_request, leave_request
from auditledge.integrations.request_context import request_context, request_id_from
from auditledge.integrations.users import actor_of

__all__ = ["AuditMiddleware", "audit"]

_REQUEST_ID = b"x-request-id"

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
ASGIScope = MutableMapping[str, Any]
ASGIApp = Callable[[ASGIScope, Callable[[], Awaitable[Message]], Send], Awaitable[None]]


class AuditMiddleware:
    """Gives each request and WebSocket a scope, which lasts until its streams and background tasks end.

    The actor is the user that an authentication middleware puts into the connection's `user`, determined when
    an event is recorded; `audit.bind(actor=...)` sets another one. `context` gets the client's address, the
    user agent, and the request id, which the response returns as `X-Request-ID`.

    `settings` are those of `audit.configure`, which is called if there are any. `ACTOR` and `organization_id`
    can be functions that take the ASGI connection scope (dict). Raises ConfigurationError.
    """

    def __init__(self, app: ASGIApp, *, audit: Audit = audit, **settings: Any) -> None:
        self._app = app
        self._audit = audit
        if settings:
            audit.configure(**settings)
        audit.check()

    async def __call__(self, scope: ASGIScope, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        """Handle a connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = _Connection(scope, send, self._audit)
        enter_request(connection.scope)
        try:
            await self._app(scope, receive, connection.send)
        finally:
            leave_request()


class _Connection:
    """A request or WebSocket. `scope` is called only if it records something."""

    __slots__ = ("_audit", "_connection", "_peer", "_request_id", "_send")

    def __init__(self, connection: ASGIScope, send: Send, audit: Audit) -> None:
        self._connection = connection
        self._send = send
        self._audit = audit
        self._peer = connection.get("client")  # before the application's middlewares replace it
        self._request_id = request_id_from(_header(connection, _REQUEST_ID))

    async def send(self, message: Message) -> None:
        """Send a message of the application, with the request id unless it has one."""
        if message["type"] == "http.response.start":
            headers = message.get("headers", ())
            for name, _ in headers:  # ASGI wants the names in lowercase
                if name == _REQUEST_ID:
                    break
            else:
                message["headers"] = [*headers, (_REQUEST_ID, self._request_id.encode())]
        await self._send(message)

    def scope(self) -> Scope:
        """The scope of its events."""
        settings = self._audit.settings
        address = settings.trusted_proxies.client_address(
            self._peer[0] if self._peer else None, _header(self._connection, b"x-forwarded-for") or ""
        )
        return Scope(
            self._actor,
            None if settings.organization_of is None else partial(settings.organization_of, self._connection),
            None,
            request_context(self._request_id, address, _header(self._connection, b"user-agent")),
        )

    def _actor(self) -> Any:
        find_actor = self._audit.settings.actor_of
        return actor_of(self._connection.get("user")) if find_actor is None else find_actor(self._connection)


def _header(connection: ASGIScope, wanted: bytes) -> str | None:
    """The value of a header; several of the same name are joined by commas."""
    values = [value for name, value in connection.get("headers", ()) if name == wanted]
    return b",".join(values).decode("latin-1") if values else None
