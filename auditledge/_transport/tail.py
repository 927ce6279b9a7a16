"""Tails: events as they are stored, for threads and for event loops."""

import contextlib
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from auditledge._core.arguments import check_function
from auditledge._core.call import Flow, StreamingResponse
from auditledge._core.retry import send_with_retries
from auditledge._core.tail_state import IDLE_TIMEOUT_S, TailState
from auditledge.errors import AuditLedgeError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from auditledge._transport.runner import AsyncRunner, Runner
    from auditledge.types import Event

OnReconnect = Callable[[AuditLedgeError], object]

_POLL_S = 0.2  # how soon a pause notices that the client was closed


class _BaseTail:
    def __init__(
        self, runner: Any, state: TailState, limits: tuple[float, int], on_reconnect: OnReconnect | None
    ) -> None:
        self._runner = runner
        self._state = state
        self._timeout, self._retries = limits
        check_function("on_reconnect", on_reconnect)
        self._on_reconnect = on_reconnect
        self._response: StreamingResponse | None = None
        self._closed = False

    @property
    def resume_token(self) -> str | None:
        """The position after the last event that was yielded, to resume from with `after=`, in any process.

        None before the first response. It advances even while no event matches.
        """
        return self._state.resume_token

    @property
    def _is_over(self) -> bool:
        return self._closed or self._state.done or self._runner.is_closed

    def _connection_flow(self) -> Flow[StreamingResponse]:
        # Only the first connection is made like any other call. Later, `_state` decides on retries.
        retries = 0 if self._state.started else self._retries
        return send_with_retries(self._state.next_call(), self._timeout, retries)

    def _next_attempt_at(self, error: AuditLedgeError) -> float:
        pause = self._state.pause_before_reconnect(error)
        if self._on_reconnect is not None:
            self._on_reconnect(error)
        return time.monotonic() + pause


class Tail(_BaseTail):
    """An iterator of event dicts, and a context manager. Returned by `AuditLedge.tail`."""

    _runner: "Runner"
    _chunks: "Iterator[bytes] | None" = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> "Event":
        while (event := None if self._closed else self._state.next_event()) is None:
            if self._is_over:
                raise StopIteration
            self._read_chunk()
        return event

    def __enter__(self) -> Self:
        try:
            self._connect()
        except AuditLedgeError as error:
            self._state.pause_before_reconnect(error)  # which raises it, unless the tail has started before
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the iteration, even in another thread that is waiting for events. Idempotent."""
        self._closed = True
        if self._response is not None:
            self._response.source.close()

    def _connect(self) -> "Iterator[bytes]":
        if self._chunks is None:
            self._response = self._runner.run(self._connection_flow())
            self._chunks = self._runner.stream(self._response, IDLE_TIMEOUT_S)
            self._state.start_stream()
        return self._chunks

    def _read_chunk(self) -> None:
        try:
            chunk = next(self._connect(), None)
            if chunk is None:
                self._state.end_stream()
            else:
                self._state.receive(chunk)
        except AuditLedgeError as error:
            self._chunks = None
            if not self._is_over:
                self._wait(self._next_attempt_at(error))
        except BaseException:
            self._chunks = None  # so that a later iteration reconnects
            raise

    def _wait(self, until: float) -> None:
        while not self._is_over and (left := until - time.monotonic()) > 0:
            self._runner.sleep(min(left, _POLL_S))


class AsyncTail(_BaseTail):
    """An asynchronous iterator of event dicts, and a context manager. Returned by `AsyncAuditLedge.tail`."""

    _runner: "AsyncRunner"
    _chunks: "AsyncGenerator[bytes, None] | None" = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> "Event":
        while (event := None if self._closed else self._state.next_event()) is None:
            if self._is_over:
                raise StopAsyncIteration
            await self._read_chunk()
        return event

    async def __aenter__(self) -> Self:
        try:
            await self._connect()
        except AuditLedgeError as error:
            self._state.pause_before_reconnect(error)  # which raises it, unless the tail has started before
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the iteration, even in another task that is waiting for events. Idempotent."""
        self._closed = True
        if self._response is not None:
            await self._response.source.aclose()
        if self._chunks is not None:
            with contextlib.suppress(RuntimeError):  # another task waits in it, and is about to fail
                await self._chunks.aclose()

    async def _connect(self) -> "AsyncGenerator[bytes, None]":
        if self._chunks is None:
            self._response = await self._runner.run(self._connection_flow())
            self._chunks = self._runner.stream(self._response, IDLE_TIMEOUT_S)
            self._state.start_stream()
        return self._chunks

    async def _read_chunk(self) -> None:
        try:
            chunk = await anext(await self._connect(), None)
            if chunk is None:
                self._state.end_stream()
            else:
                self._state.receive(chunk)
        except AuditLedgeError as error:
            self._chunks = None
            if not self._is_over:
                await self._wait(self._next_attempt_at(error))
        except BaseException:
            self._chunks = None  # so that a later iteration reconnects
            raise

    async def _wait(self, until: float) -> None:
        while not self._is_over and (left := until - time.monotonic()) > 0:
            await self._runner.sleep(min(left, _POLL_S))
