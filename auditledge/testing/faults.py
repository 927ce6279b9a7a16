"""Faults of a ledger under test: responses that are errors, whatever is asked for."""

from collections import deque
from collections.abc import Callable
from threading import Lock

from auditledge import contract
from auditledge.server.api.app import App
from auditledge.server.api.asgi_types import Receive, Scope, Send
from auditledge.server.api.error_responses import payload_too_large, rate_limited, request_timeout
from auditledge.server.api.request import Request
from auditledge.server.errors import (
    InsufficientScopeError,
    InvalidAPIKeyError,
    LedgerError,
    LedgerInternalError,
    LedgerUnavailableError,
)

_ERRORS: dict[int, Callable[[int], LedgerError]] = {
    401: lambda _: InvalidAPIKeyError(),
    403: lambda _: InsufficientScopeError("write", ["read"]),
    408: lambda _: request_timeout(),
    413: lambda _: payload_too_large(contract.MAX_BATCH_BYTES),
    429: rate_limited,
    500: lambda _: LedgerInternalError(),
    503: lambda retry_after: LedgerUnavailableError(retry_after=retry_after),
}
"""By status: makes the error that the ledger has for it, from the seconds after which to retry."""


class Faults:
    """The errors that the next requests with one API key get."""

    def __init__(self) -> None:
        self._pending: deque[LedgerError] = deque()

    def add(self, status: int, times: int, retry_after: int) -> None:
        """Queue an error `times` times. Raises ValueError."""
        if status not in _ERRORS:
            statuses = ", ".join(map(str, _ERRORS))
            raise ValueError(f"status must be one of {statuses}, which the ledger has an error for")
        if isinstance(times, bool) or not isinstance(times, int) or times < 1:
            raise ValueError("times must be a whole number, 1 or more")
        if isinstance(retry_after, bool) or not isinstance(retry_after, int) or retry_after < 0:
            raise ValueError("retry_after must be a whole number of seconds, 0 or more")
        self._pending.extend(_ERRORS[status](retry_after) for _ in range(times))

    def take(self) -> LedgerError | None:
        """The error for the next request; None if it is to be served."""
        try:
            return self._pending.popleft()
        except IndexError:
            return None

    def clear(self) -> None:
        """Serve all further requests."""
        self._pending.clear()

    def __len__(self) -> int:
        return len(self._pending)


class FaultTable:
    """The faults of each API key. Threads can share it."""

    def __init__(self) -> None:
        self._by_key: dict[bytes, Faults] = {}
        self._lock = Lock()

    def of(self, key: str) -> Faults:
        """The faults of a key."""
        with self._lock:
            return self._by_key.setdefault(b"Bearer " + key.encode(), Faults())

    def forget(self, key: str) -> None:
        """Serve all further requests with a key."""
        with self._lock:
            self._by_key.pop(b"Bearer " + key.encode(), None)

    def take(self, authorization: bytes | None) -> LedgerError | None:
        """The error for a request with this header; None if it is to be served."""
        faults = None if authorization is None else self._by_key.get(authorization)
        return None if faults is None else faults.take()


class FaultyApp(App):
    """The ledger's application, where requests can be made to fail before it looks at them."""

    faults: FaultTable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to one request, or follow the lifespan protocol."""
        if scope["type"] == "http":
            error = self.faults.take(Request(scope, receive).authorization)
            if error is not None:
                await self.refuse(error, scope, receive, send)
                return
        await super().__call__(scope, receive, send)
