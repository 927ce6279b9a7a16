"""The middleware for ASGI applications: Starlette, FastAPI, Litestar and others."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from auditledge.integrations.audit import Audit, audit
from auditledge.integrations.context import Scope, entered
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
        request_id, events = self._scope(scope)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if _REQUEST_ID not in dict(headers):  # ASGI wants the names in lowercase
                    headers.append((_REQUEST_ID, request_id.encode()))
                    message["headers"] = headers
            await send(message)

        with entered(events):
            await self._app(scope, receive, send_with_id)

    def _scope(self, connection: ASGIScope) -> tuple[str, Scope]:
        """The request id of a connection, and the scope of its events."""
        settings = self._audit.settings
        forwarded_for, user_agent, sent_id = _headers(connection.get("headers", ()))
        request_id = request_id_from(sent_id)
        client = connection.get("client")
        address = settings.trusted_proxies.client_address(client[0] if client else None, forwarded_for)
        organization_of, find_actor = settings.organization_of, settings.actor_of
        return request_id, Scope(
            lambda: actor_of(connection.get("user")) if find_actor is None else find_actor(connection),
            None if organization_of is None else (lambda: organization_of(connection)),
            None,
            request_context(request_id, address, user_agent),
        )


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str | None, str | None]:
    """`X-Forwarded-For`, `User-Agent` and `X-Request-ID`."""
    forwarded_for: list[str] = []
    user_agent = request_id = None
    for name, value in headers:
        if name == b"user-agent":
            user_agent = value.decode("latin-1")
        elif name == b"x-forwarded-for":
            forwarded_for.append(value.decode("latin-1"))
        elif name == _REQUEST_ID:
            request_id = value.decode("latin-1")
    return ",".join(forwarded_for), user_agent, request_id
