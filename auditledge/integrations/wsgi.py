"""The scope of a WSGI request, which lasts until the server has sent the response."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import Context, copy_context
from functools import partial
from typing import Any

from auditledge.integrations.audit import Audit
from auditledge.integrations.context import Scope, enter_request
from auditledge.integrations.request_context import request_context, request_id_from

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGIApp = Callable[[Environ, StartResponse], Iterable[bytes]]


class ScopedWSGIApp:
    """A WSGI application whose requests have a scope.

    `actor` and `organization_id` are functions of the environ that are called when an event is recorded. Each
    request runs in a copy of the server's context, and so does what produces its body later: servers iterate
    over it after the application returned, and may reuse their threads in between.
    """

    def __init__(
        self,
        app: WSGIApp,
        audit: Audit,
        actor: Callable[[Environ], Any],
        organization_id: Callable[[Environ], Any],
    ) -> None:
        self._app = app
        self._audit = audit
        self._actor = actor
        self._organization_id = organization_id

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Handle a request."""
        request_id = request_id_from(environ.get("HTTP_X_REQUEST_ID"))
        peer = environ.get("REMOTE_ADDR")  # before the application's middlewares replace it

        def scope() -> Scope:
            address = self._audit.settings.trusted_proxies.client_address(
                peer, environ.get("HTTP_X_FORWARDED_FOR", "")
            )
            return Scope(
                partial(self._actor, environ),
                partial(self._organization_id, environ),
                None,
                request_context(request_id, address, environ.get("HTTP_USER_AGENT")),
            )

        def start_with_id(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            for name, _ in headers:
                if name.lower() == "x-request-id":
                    break
            else:
                headers = [*headers, ("X-Request-ID", request_id)]
            return start_response(status, headers, *error)

        context = copy_context()
        context.run(enter_request, scope)
        body = context.run(self._app, environ, start_with_id)
        file_wrapper = environ.get("wsgi.file_wrapper")
        if isinstance(file_wrapper, type) and isinstance(body, file_wrapper):
            return body  # the server sends the file by itself
        return _Body(body, context)


class _Body:
    """A body that is produced in a context."""

    def __init__(self, body: Iterable[bytes], context: Context) -> None:
        self._body = body
        self._context = context
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> "_Body":
        self._iterator = self._context.run(iter, self._body)
        return self

    def __next__(self) -> bytes:
        if self._iterator is None:
            self.__iter__()
        return self._context.run(next, self._iterator)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the body, as servers do after the last part or when the client has left."""
        close = getattr(self._body, "close", None)
        if close is not None:
            self._context.run(close)
