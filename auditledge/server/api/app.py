"""The ASGI application: routes a request to its handler, and turns errors into responses."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence

from auditledge import contract
from auditledge.server.accounts.principal import Principal
from auditledge.server.api.asgi_types import Message, Receive, Scope, Send
from auditledge.server.api.authentication import Authenticator
from auditledge.server.api.contract_documents import is_document, send_document
from auditledge.server.api.error_responses import error_response, rate_limited
from auditledge.server.api.handlers import HANDLERS, Handlers, ResponseInterruptedError
from auditledge.server.api.observer import ObservedRequest, Observer, observe
from auditledge.server.api.query_parameters import parse
from auditledge.server.api.rate_limit import RateLimiter
from auditledge.server.api.request import ClientGoneError, Request
from auditledge.server.api.responses import Response, json_headers, send_response, with_headers
from auditledge.server.api.routing import Router
from auditledge.server.background import restart_on_error
from auditledge.server.errors import LedgerError, LedgerInternalError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.tracebacks import trace

_ANONYMOUS = Principal(None, 0, None, bound=False, scopes=frozenset())

_log = logging.getLogger(__name__)

Background = Callable[[], Coroutine[object, object, None]]
"""Makes a coroutine that runs on the event loop for as long as the application's lifespan lasts."""


class App:
    """Serves the contract under `/v1`. Runs on one asyncio event loop.

    Closes the ledger when its lifespan ends. Without a `rate_limiter`, requests are not limited.
    """

    def __init__(
        self,
        ledger: Ledger,
        authenticator: Authenticator,
        rate_limiter: RateLimiter | None = None,
        observers: Sequence[Observer] = (),
        background: Background | None = None,
    ) -> None:
        self._ledger = ledger
        self._authenticator = authenticator
        self._rate_limiter = rate_limiter
        self._observers = observers
        self._background = background
        self._router = Router(list(contract.OPERATIONS.values()))
        self.ready = True
        """Whether more requests are welcome."""
        self.stopping: asyncio.Event = asyncio.Event()
        """Set when the server stops, so that responses without an end are ended."""
        self._handlers = Handlers(ledger, self.stopping, lambda: self.ready)

    @property
    def is_computing(self) -> bool:
        """Whether threads compute for requests."""
        return self._ledger.shares.is_computing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to one request, or follow the lifespan protocol."""
        if scope["type"] == "lifespan":
            await self._run_lifespan(receive, send)
        elif scope["type"] == "http":
            await self._observed(self._serve, Request(scope, receive), send)

    async def refuse(self, error: LedgerError, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request with an error, whatever it asks for."""

        async def serve(request: Request, send: Send) -> None:
            await send_response(send, _failed(request, error), request.id)

        await self._observed(serve, Request(scope, receive), send)

    def unreadable(self, error: LedgerError, client: tuple[str, int] | None) -> Response:
        """The response, with all of its headers, to a request that can't be read."""
        request = Request(
            {"method": "", "path": "", "query_string": b"", "headers": (), "client": client}, _disconnected
        )
        response = _failed(request, error)
        for observer in self._observers:
            observer.ended(ObservedRequest(request, response.status, 0.0, len(response.body)))
        _log.debug("request %s can't be read: %s", request.id, error.message)
        return response._replace(headers=[*json_headers(request.id), *response.headers])

    async def _observed(
        self, serve: Callable[[Request, Send], Awaitable[None]], request: Request, send: Send
    ) -> None:
        if self._observers:
            await observe(self._observers, serve, request, send)
        else:
            await serve(request, send)

    def close(self) -> None:
        """Close the ledger, which commits what was accepted. For use without a lifespan. Idempotent."""
        self._ledger.close()
        for observer in self._observers:
            observer.close()

    async def _run_lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        background = self._background and asyncio.create_task(
            restart_on_error("metrics", self._background, self._ledger.background)
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if background:
            background.cancel()
        await asyncio.to_thread(self.close)
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, request: Request, send: Send) -> None:
        if self._rate_limiter is not None:
            send = with_headers(send, lambda: request.response_headers)
        try:
            response = await self._respond(request, send)
        except LedgerError as error:
            response = _failed(request, error)
        except ClientGoneError:
            return
        except ResponseInterruptedError:
            raise
        except Exception as error:  # noqa: BLE001 - its text may quote an event: neither client nor log gets it
            _log.error("request %s failed: %s", request.id, trace(error))
            response = _failed(request, LedgerInternalError())
        if response is not None:
            await send_response(send, response, request.id)

    async def _respond(self, request: Request, send: Send) -> Response | None:
        if is_document(request.path):
            await send_document(request, send)
            return None
        request.operation, request.path_parameter = self._router.find(request.path, request.method)
        handler = HANDLERS[request.operation.name]
        principal = _ANONYMOUS if handler.scope is None else await self._authorize(request, handler.scope)
        request.parameters = parse(request.operation, request.query)
        return await handler.handle(self._handlers, request, principal, send)

    async def _authorize(self, request: Request, scope: str) -> Principal:
        request.principal = principal = await self._authenticator.authenticate(request.authorization)
        if self._rate_limiter is not None and principal.key is not None:
            _check_rate(self._rate_limiter, principal.key, request)
        principal.require(scope)
        return principal


async def _disconnected() -> Message:
    return {"type": "http.disconnect"}


def _failed(request: Request, error: LedgerError) -> Response:
    request.error_codes = [error.code]
    return error_response(error, request.id)


def _check_rate(limiter: RateLimiter, key: int, request: Request) -> None:
    """Count a request of a key, and report the limit in its response. Raises HTTPError beyond the limit."""
    state = limiter.consume(key)
    request.response_headers = limiter.headers(state)
    if not state.allowed:
        raise rate_limited(state.wait)
