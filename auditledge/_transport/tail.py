"""Tails: events as they are stored, for threads and for event loops."""

import contextlib
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import anyio
import httpx

from auditledge._core.arguments import check_function
from auditledge._core.call import StreamingResponse
from auditledge._core.retry import send_with_retries
from auditledge._core.tail_state import QUIET_S, Tailing
from auditledge._transport import runner
from auditledge.errors import AuditLedgeError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from auditledge.types import Event

OnReconnect = Callable[[AuditLedgeError], object]

_TICK_S = 0.2  # a pause ends so soon after the client was closed


class _Base:
    def __init__(
        self,
        client: Any,
        spell: Any,
        tailing: Tailing,
        limits: tuple[float, int],
        on_reconnect: OnReconnect | None,
    ) -> None:
        self._client = client
        self._spell = spell
        self._tailing = tailing
        self._timeout, self._retries = limits
        check_function("on_reconnect", on_reconnect)
        self._on_reconnect = on_reconnect
        self._stream: StreamingResponse | None = None
        self._closed = False

    @property
    def resume_token(self) -> str | None:
        """The place behind the last event that was yielded, to go on from with `after=`, in any process.

        None before the first answer. It moves on, too, while nothing comes that matches.
        """
        return self._tailing.token

    @property
    def _over(self) -> bool:
        return self._closed or self._tailing.done or self._client.is_closed

    def _conversation(self) -> Any:
        return send_with_retries(
            self._tailing.call(), self._timeout, 0 if self._tailing.began else self._retries
        )

    def _pause_after(self, error: AuditLedgeError) -> float:
        pause = self._tailing.failed(error)
        if self._on_reconnect is not None:
            self._on_reconnect(error)
        return time.monotonic() + pause


class Tail(_Base):
    """An iterator of event dicts, and a context manager. Made by `AuditLedge.tail`."""

    _client: httpx.Client
    _chunks: "Iterator[bytes] | None" = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> "Event":
        while (event := None if self._closed else self._tailing.take()) is None:
            if self._over:
                raise StopIteration
            self._advance()
        return event

    def __enter__(self) -> Self:
        try:
            self._open()
        except AuditLedgeError as error:
            self._tailing.failed(error)  # which raises it, unless it has begun before
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the iteration, also that of another thread which waits for events. Idempotent."""
        self._closed = True
        if self._stream is not None:
            self._stream.source.close()

    def _open(self) -> "Iterator[bytes]":
        if self._chunks is None:
            self._stream = stream = runner.run(self._client, self._spell, self._conversation())
            self._chunks = runner.chunks(stream, QUIET_S)
            self._tailing.begin()
        return self._chunks

    def _advance(self) -> None:
        try:
            chunk = next(self._open(), None)
            if chunk is None:
                self._tailing.end()
            else:
                self._tailing.receive(chunk)
        except AuditLedgeError as error:
            self._chunks = None
            if not self._over:
                self._wait(self._pause_after(error))
        except BaseException:
            self._chunks = None  # whoever goes on to iterate has a new connection
            raise

    def _wait(self, until: float) -> None:
        while not self._over and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _TICK_S))


class AsyncTail(_Base):
    """An asynchronous iterator of event dicts, and a context manager. Made by `AsyncAuditLedge.tail`."""

    _client: httpx.AsyncClient
    _chunks: "AsyncGenerator[bytes, None] | None" = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> "Event":
        while (event := None if self._closed else self._tailing.take()) is None:
            if self._over:
                raise StopAsyncIteration
            await self._advance()
        return event

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except AuditLedgeError as error:
            self._tailing.failed(error)  # which raises it, unless it has begun before
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the iteration, also that of another task which waits for events. Idempotent."""
        self._closed = True
        if self._stream is not None:
            await self._stream.source.aclose()
        if self._chunks is not None:
            with contextlib.suppress(RuntimeError):  # another task waits in it: it is about to fail
                await self._chunks.aclose()

    async def _open(self) -> "AsyncGenerator[bytes, None]":
        if self._chunks is None:
            self._stream = stream = await runner.arun(self._client, self._spell, self._conversation())
            self._chunks = runner.achunks(stream, QUIET_S)
            self._tailing.begin()
        return self._chunks

    async def _advance(self) -> None:
        try:
            chunk = await anext(await self._open(), None)
            if chunk is None:
                self._tailing.end()
            else:
                self._tailing.receive(chunk)
        except AuditLedgeError as error:
            self._chunks = None
            if not self._over:
                await self._wait(self._pause_after(error))
        except BaseException:
            self._chunks = None  # whoever goes on to iterate has a new connection
            raise

    async def _wait(self, until: float) -> None:
        while not self._over and (left := until - time.monotonic()) > 0:  # noqa: ASYNC110 - of closing there is no event
            await anyio.sleep(min(left, _TICK_S))
