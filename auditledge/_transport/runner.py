"""Performs the steps of flows on httpx: `Runner` in a thread, `AsyncRunner` on an event loop."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, suppress

import anyio
import anyio.to_thread
import httpx

from auditledge._core.call import Call, Flow, LedgerResponse, SendRequest, Sleep, StreamingResponse, T
from auditledge._transport import deadline
from auditledge._transport.decompression import ZlibDecoder, decoder_for
from auditledge._transport.failures import FAILURES, api_error
from auditledge._transport.request_builder import RequestBuilder
from auditledge.errors import AuditLedgeError, UnreadableAnswerError

MAX_ERROR_BYTES = 1 << 20
"""Bytes that are read of a response outside 2xx: the error is described at its start."""

_MAX_BUFFERED_CHUNKS = 11_000
"""Chunks of a body that may have arrived: httpcore reads 64 KiB at once, and a chunk has 6 bytes or more."""


class Runner:
    """Performs the steps of flows in the calling thread, on one httpx client. Threads may share it."""

    def __init__(self, http_client: httpx.Client, build_request: RequestBuilder) -> None:
        self.http_client = http_client
        self._build_request = build_request

    def run(self, flow: Flow[T]) -> T:
        """Perform all steps of a flow, and return its result."""
        try:
            step = next(flow)
            while True:
                try:
                    outcome = self._perform(step)
                except AuditLedgeError as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(outcome)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _perform(self, step: SendRequest[T] | Sleep) -> LedgerResponse | StreamingResponse | None:
        if isinstance(step, Sleep):
            self.sleep(step.seconds)
            return None
        try:
            with deadline.until(step.deadline):
                request = self._build_request(step.call, step.deadline - time.monotonic())
                response = self.http_client.send(request, stream=True)
                if _is_requested_stream(step.call, response):
                    return StreamingResponse(response.status_code, response.headers, response)
                try:
                    return _read(response, step)
                finally:
                    response.close()
        except FAILURES as error:
            failure = api_error(error)
        # Raised here, outside the handler: httpx's exception must not become its context, because that holds
        # the request, and with it the key.
        raise failure

    @staticmethod
    def stream(response: StreamingResponse, timeout: float) -> Generator[bytes, None, None]:
        """The body of a response as it arrives; `timeout` bounds the wait for each chunk, in seconds."""
        source: httpx.Response = response.source
        try:
            chunks = _chunks(source)
            while True:
                with deadline.until(time.monotonic() + timeout):
                    chunk = next(chunks, None)
                if chunk is None:
                    return
                yield chunk
        except FAILURES as error:
            failure = api_error(error)
        finally:
            source.close()
        raise failure  # outside the handler, as above

    @staticmethod
    def sleep(seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    @property
    def is_closed(self) -> bool:
        """Whether the connections were closed."""
        return self.http_client.is_closed

    def close(self) -> None:
        """Close the connections."""
        self.http_client.close()


class AsyncRunner:
    """Performs the steps of flows on an event loop, on one httpx client. Tasks may share it."""

    def __init__(self, http_client: httpx.AsyncClient, build_request: RequestBuilder) -> None:
        self.http_client = http_client
        self._build_request = build_request

    async def run(self, flow: Flow[T]) -> T:
        """Perform all steps of a flow, and return its result."""
        try:
            step = next(flow)
            while True:
                try:
                    outcome = await self._perform(step)
                except AuditLedgeError as error:
                    step = flow.throw(error)
                else:
                    step = flow.send(outcome)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    async def _perform(self, step: SendRequest[T] | Sleep) -> LedgerResponse | StreamingResponse | None:
        if isinstance(step, Sleep):
            await self.sleep(step.seconds)
            return None
        seconds = step.deadline - time.monotonic()
        try:
            with anyio.fail_after(seconds):
                request = self._build_request(step.call, seconds)
                response = await self.http_client.send(request, stream=True)
                if _is_requested_stream(step.call, response):
                    return StreamingResponse(response.status_code, response.headers, response)
                try:
                    return await _aread(response, step)
                finally:
                    await response.aclose()
        except FAILURES as error:
            failure = api_error(error)
        raise failure  # outside the handler: see `Runner._perform`

    @staticmethod
    async def stream(response: StreamingResponse, timeout: float) -> AsyncGenerator[bytes, None]:
        """The body of a response as it arrives; `timeout` bounds the wait for each chunk, in seconds."""
        source: httpx.Response = response.source
        try:
            async with aclosing(_achunks(source)) as chunks:
                while True:
                    with anyio.fail_after(timeout):
                        chunk = await anext(chunks, None)
                    if chunk is None:
                        return
                    yield chunk
        except FAILURES as error:
            failure = api_error(error)
        finally:
            await source.aclose()
        raise failure  # outside the handler: see `Runner._perform`

    @staticmethod
    async def sleep(seconds: float) -> None:
        """Wait."""
        await anyio.sleep(seconds)

    @staticmethod
    async def in_thread(function: Callable[..., None], *arguments: object) -> None:
        """Call a function that blocks, such as one that writes a file, without blocking the event loop."""
        await anyio.to_thread.run_sync(function, *arguments)

    @property
    def is_closed(self) -> bool:
        """Whether the connections were closed."""
        return self.http_client.is_closed

    async def close(self) -> None:
        """Close the connections."""
        await self.http_client.aclose()


def _is_requested_stream(call: Call[T], response: httpx.Response) -> bool:
    media_type = response.headers.get("content-type", "")
    return call.streamed is not None and response.is_success and media_type.startswith(call.streamed)


class _BodyBuffer:
    """Collects the body of a response up to its limit. The rest of an error's body is left unread."""

    def __init__(self, response: httpx.Response, max_bytes: int) -> None:
        self._is_error = not response.is_success
        self._bytes_left = MAX_ERROR_BYTES if self._is_error else max_bytes
        self._chunks: list[bytes] = []

    def add(self, chunk: bytes) -> bool:
        """Whether there is room for more. Raises UnreadableAnswerError."""
        self._bytes_left -= len(chunk)
        if self._bytes_left < 0 and not self._is_error:
            raise UnreadableAnswerError("The response is not readable: it is larger than the contract allows")
        self._chunks.append(chunk)
        return self._bytes_left >= 0

    def body(self) -> bytes:
        return b"".join(self._chunks)


def _read(response: httpx.Response, step: SendRequest[T]) -> LedgerResponse:
    """Read a response in full, by the deadline: the connections of a caller's client know of none."""
    buffer = _BodyBuffer(response, step.call.max_response_bytes)
    for chunk in _chunks(response):
        if time.monotonic() > step.deadline:
            raise httpx.ReadTimeout("the call's time is used up")
        if not buffer.add(chunk):
            break
    return LedgerResponse(response.status_code, response.headers, buffer.body())


async def _aread(response: httpx.Response, step: SendRequest[T]) -> LedgerResponse:
    """Read a response in full."""
    buffer = _BodyBuffer(response, step.call.max_response_bytes)
    async with aclosing(_achunks(response)) as chunks:
        async for chunk in chunks:
            if not buffer.add(chunk):
                break
    return LedgerResponse(response.status_code, response.headers, buffer.body())


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    """The body as it arrives, decompressed."""
    if response.is_stream_consumed:  # by a transport or a hook of the caller's: httpx has decompressed it
        yield response.content
        return
    decoder = _decoder(response)
    for data in response.iter_raw():
        if decoder is None:
            yield data
        else:
            yield from decoder.feed(data)
    if decoder is not None:
        decoder.end()


async def _achunks(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """The body as it arrives, decompressed."""
    if response.is_stream_consumed:  # see `_chunks`
        yield response.content
        return
    decoder = _decoder(response)
    raw = response.aiter_raw()
    try:
        async for data in raw:
            for chunk in (data,) if decoder is None else decoder.feed(data):
                yield chunk
    finally:
        await _close_body(response, raw)
    if decoder is not None:
        decoder.end()


def _decoder(response: httpx.Response) -> ZlibDecoder | None:
    coding = response.headers.get("content-encoding")
    return None if coding is None else decoder_for(coding)


async def _close_body(response: httpx.Response, raw: AsyncIterator[bytes]) -> None:
    """Close a response, and end the generators of httpx and httpcore that are suspended within its body.

    Closing the outermost one would leave the others to the garbage collector, and trio warns about that.
    After the response is closed, reading on yields what has arrived already, and then fails through all of
    them.
    """
    await response.aclose()
    with suppress(Exception):
        for _ in range(_MAX_BUFFERED_CHUNKS):
            await anext(raw)
