"""The ASGI application: from a request to an operation of the contract, from an outcome to an answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence

from auditledge import contract
from auditledge.server.accounts.principal import Grant
from auditledge.server.api.asgi_types import Message, Receive, Scope, Send
from auditledge.server.api.authentication import Authenticator
from auditledge.server.api.body_budget import Intake
from auditledge.server.api.error_responses import error_response, rate_limited
from auditledge.server.api.handlers import HANDLERS, Call, ResponseInterruptedError
from auditledge.server.api.observer import Exchange, Observer, observe
from auditledge.server.api.query_parameters import parse
from auditledge.server.api.rate_limit import Limiter
from auditledge.server.api.request import ClientGoneError, Request
from auditledge.server.api.responses import Response, send_response, with_headers
from auditledge.server.api.routing import Routes
from auditledge.server.errors import LedgerError, LedgerInternalError
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.tracebacks import trace

_NOBODY = Grant(None, 0, None, bound=False, scopes=frozenset())

_log = logging.getLogger(__name__)


def create_app(
    ledger: Ledger,
    authenticator: Authenticator,
    limiter: Limiter | None = None,
    observers: Sequence[Observer] = (),
    beside: Callable[[], Coroutine[object, object, None]] | None = None,
) -> "App":
    """The application of a ledger. It closes the ledger when its lifespan ends. No `limiter`, no limit.

    What `beside` makes runs on the event loop for as long as the lifespan lasts.
    """
    return App(ledger, authenticator, limiter, observers, beside)


class App:
    """Serves the contract under `/v1`. Runs on one asyncio event loop."""

    def __init__(
        self,
        ledger: Ledger,
        authenticator: Authenticator,
        limiter: Limiter | None,
        observers: Sequence[Observer],
        beside: Callable[[], Coroutine[object, object, None]] | None,
    ) -> None:
        self._ledger = ledger
        self._authenticator = authenticator
        self._limiter = limiter
        self._observers = observers
        self._beside = beside
        self._routes = Routes(list(contract.OPERATIONS.values()))
        self.ready = True
        """Whether more requests are welcome."""
        self.stopping: asyncio.Event = asyncio.Event()
        """Set when the server stops, so that answers without an end come to it."""
        self._turn = asyncio.Lock()
        self._intake = Intake()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to one request, or follow the lifespan protocol."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._observed(self._serve, Request(scope, receive), send)

    async def refuse(self, error: LedgerError, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request with an error, whatever it asks for."""

        async def serve(request: Request, send: Send) -> None:
            await send_response(send, _failed(request, error), request.id)

        await self._observed(serve, Request(scope, receive), send)

    def unreadable(self, error: LedgerError, client: tuple[str, int] | None) -> tuple[str, Response]:
        """The id of a request that can't be read, and the response to it."""
        request = Request(
            {"method": "", "path": "", "query_string": b"", "headers": (), "client": client}, _none
        )
        response = _failed(request, error)
        for observer in self._observers:
            observer.ended(Exchange(request, response.status, 0.0, len(response.body)))
        return request.id, response

    async def _observed(
        self, serve: Callable[[Request, Send], Awaitable[None]], request: Request, send: Send
    ) -> None:
        if self._observers:
            await observe(self._observers, serve, request, send)
        else:
            await serve(request, send)

    def close(self) -> None:
        """Close the ledger: what was accepted is committed first. For use without a lifespan. Idempotent."""
        self._ledger.close()
        for observer in self._observers:
            observer.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        beside = self._beside and asyncio.create_task(self._beside())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if beside:
            beside.cancel()
        await asyncio.to_thread(self.close)
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, request: Request, send: Send) -> None:
        if self._limiter is not None:
            send = with_headers(send, lambda: request.response_headers)
        try:
            response = await self._respond(request, send)
        except LedgerError as error:
            response = _failed(request, error)
        except ClientGoneError:
            return
        except ResponseInterruptedError:
            raise
        except Exception as error:  # noqa: BLE001 - no fault may reach the client, or the log, with its text
            _log.error("request %s failed: %s", request.id, trace(error))
            response = _failed(request, LedgerInternalError())
        if response is not None:
            await send_response(send, response, request.id)

    async def _respond(self, request: Request, send: Send) -> Response | None:
        operation, argument = self._routes.find(request.path, request.method)
        request.operation = operation.name
        handle, scope = HANDLERS[operation.name]
        grant = _NOBODY if scope is None else await self._authorize(request, scope)
        values = parse(operation, request.query)
        stage = self.stopping, self.ready, self._turn
        with self._intake.body(grant.account) as grown:
            found = self._ledger, operation, grant, values, argument
            return await handle(Call(*found, request, send, *stage, grown))

    async def _authorize(self, request: Request, scope: str) -> Grant:
        request.grant = grant = await self._authenticator.authenticate(request.authorization)
        if self._limiter is not None and grant.key is not None:
            _count(self._limiter, grant.key, request)
        grant.require(scope)
        return grant


async def _none() -> Message:
    return {"type": "http.disconnect"}


def _failed(request: Request, error: LedgerError) -> Response:
    request.error_codes = [error.code]
    return error_response(error, request.id)


def _count(limiter: Limiter, key: int, request: Request) -> None:
    """Count a request of a key, and report the rate in the response. Raises HTTPError beyond the limit."""
    allowed, left, wait = limiter.take(key)
    request.response_headers = [
        (b"ratelimit-policy", limiter.policy),
        (b"ratelimit", b'"key";r=%d;t=%d' % (left, wait)),
    ]
    if not allowed:
        raise rate_limited(wait)
