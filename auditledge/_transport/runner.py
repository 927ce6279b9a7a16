"""Perform what a conversation asks for: `run` in a thread, `arun` in an event loop."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, suppress
from typing import TypeVar

import anyio
import anyio.to_thread
import httpx

from auditledge._core.call import Call, Flow, Response, Send, Sleep, StreamingResponse
from auditledge._transport import deadline as _deadline
from auditledge._transport.decompression import Gathered, unpacker
from auditledge._transport.failures import FAILURES, wrap
from auditledge.errors import AuditLedgeError

T = TypeVar("T")
Spell = Callable[[Call[T], float], httpx.Request]

_MOST_BUFFERED = 11_000
"""Pieces of a body that may have arrived: httpcore reads 64 KiB at once, and a chunk has 6 bytes or more."""


def run(client: httpx.Client, spell: Spell[T], conversation: Flow[T]) -> T:
    """Perform a conversation on a client, its requests made by `spell`, and return its result."""
    try:
        step = next(conversation)
        while True:
            try:
                outcome = _perform(client, spell, step)
            except AuditLedgeError as error:
                step = conversation.throw(error)
            else:
                step = conversation.send(outcome)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


async def arun(client: httpx.AsyncClient, spell: Spell[T], conversation: Flow[T]) -> T:
    """Perform a conversation on a client, its requests made by `spell`, and return its result."""
    try:
        step = next(conversation)
        while True:
            try:
                outcome = await _aperform(client, spell, step)
            except AuditLedgeError as error:
                step = conversation.throw(error)
            else:
                step = conversation.send(outcome)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


def _perform(
    client: httpx.Client, spell: Spell[T], step: Send[T] | Sleep
) -> Response | StreamingResponse | None:
    if isinstance(step, Sleep):
        time.sleep(step.seconds)
        return None
    try:
        with _deadline.until(step.deadline):
            response = client.send(spell(step.call, step.deadline - time.monotonic()), stream=True)
            if _is_stream(step.call, response):
                return StreamingResponse(response.status_code, response.headers, response)
            try:
                return _whole(step, response)
            finally:
                response.close()
    except FAILURES as error:
        raise wrap(error) from None


def _whole(step: Send[T], response: httpx.Response) -> Response:
    """The whole answer, in time on connections too that know no deadline: those of a caller's own client."""
    body = Gathered(step.call.max_response_bytes, error=not response.is_success)
    for piece in _pieces(response):
        if time.monotonic() > step.deadline:
            raise httpx.ReadTimeout("the call's time is used up")
        if not body.add(piece):
            break
    return Response(response.status_code, response.headers, body.whole())


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    """The body as it comes. One that a transport or a hook of the caller's has read is unpacked already."""
    if response.is_stream_consumed:
        yield response.content
        return
    body = unpacker(response.headers)
    for data in response.iter_raw():
        yield from body.feed(data)
    body.end()


async def _aperform(
    client: httpx.AsyncClient, spell: Spell[T], step: Send[T] | Sleep
) -> Response | StreamingResponse | None:
    if isinstance(step, Sleep):
        await anyio.sleep(step.seconds)
        return None
    left = step.deadline - time.monotonic()
    try:
        with anyio.fail_after(left):
            response = await client.send(spell(step.call, left), stream=True)
            if _is_stream(step.call, response):
                return StreamingResponse(response.status_code, response.headers, response)
            try:
                return await _awhole(step, response)
            finally:
                await response.aclose()
    except FAILURES as error:
        raise wrap(error) from None


async def _awhole(step: Send[T], response: httpx.Response) -> Response:
    """The whole answer."""
    body = Gathered(step.call.max_response_bytes, error=not response.is_success)
    async with aclosing(_apieces(response)) as pieces:
        async for piece in pieces:
            if not body.add(piece):
                break
    return Response(response.status_code, response.headers, body.whole())


async def _apieces(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """The body as it comes. One that a transport or a hook of the caller's has read is unpacked already."""
    if response.is_stream_consumed:
        yield response.content
        return
    body = unpacker(response.headers)
    raw = response.aiter_raw()
    try:
        async for data in raw:
            for piece in body.feed(data):
                yield piece
    finally:
        await _leave(response, raw)
    body.end()


async def _leave(response: httpx.Response, raw: AsyncIterator[bytes]) -> None:
    """Close a response, and end the generators of httpx and httpcore that wait in the midst of its body.

    Closing the outermost would leave the others to the garbage collector, of which trio warns. Once the
    response is closed, going on gives what has arrived already, and then fails through all of them.
    """
    await response.aclose()
    with suppress(Exception):
        for _ in range(_MOST_BUFFERED):
            await anext(raw)


def _is_stream(call: Call[T], response: httpx.Response) -> bool:
    media_type = response.headers.get("content-type", "")
    return call.streamed is not None and response.is_success and media_type.startswith(call.streamed)


def chunks(stream: StreamingResponse, timeout: float) -> Generator[bytes, None, None]:
    """The body of a stream as it comes; `timeout` bounds the wait for each chunk."""
    response: httpx.Response = stream.source
    try:
        body = _pieces(response)
        while True:
            with _deadline.until(time.monotonic() + timeout):
                chunk = next(body, None)
            if chunk is None:
                return
            yield chunk
    except FAILURES as error:
        raise wrap(error) from None
    finally:
        response.close()


async def achunks(stream: StreamingResponse, timeout: float) -> AsyncGenerator[bytes, None]:
    """The body of a stream as it comes; `timeout` bounds the wait for each chunk."""
    response: httpx.Response = stream.source
    try:
        async with aclosing(_apieces(response)) as body:
            while True:
                with anyio.fail_after(timeout):
                    chunk = await anext(body, None)
                if chunk is None:
                    return
                yield chunk
    except FAILURES as error:
        raise wrap(error) from None
    finally:
        await response.aclose()


def pause(seconds: float) -> None:
    """Wait in a thread."""
    time.sleep(seconds)


async def apause(seconds: float) -> None:
    """Wait in an event loop."""
    await anyio.sleep(seconds)


async def aside(function: Callable[..., None], *arguments: object) -> None:
    """Do something that blocks, such as writing a file, beside the event loop."""
    await anyio.to_thread.run_sync(function, *arguments)
