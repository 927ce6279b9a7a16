"""Perform what a conversation asks for: `run` in a thread, `arun` in an event loop."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

import anyio
import anyio.to_thread
import httpx

from auditledge import _deadline
from auditledge._conversation import Answer, Call, Conversation, Send, Sleep, Stream
from auditledge.errors import APIConnectionError, APITimeoutError, AuditLedgeError, UnreadableAnswerError

T = TypeVar("T")
Spell = Callable[[Call[T], float], httpx.Request]

# RuntimeError is how httpx and the event loops tell of connections that were closed, or are another loop's.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, RuntimeError, UnicodeError)


def run(client: httpx.Client, spell: Spell[T], conversation: Conversation[T]) -> T:
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


async def arun(client: httpx.AsyncClient, spell: Spell[T], conversation: Conversation[T]) -> T:
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


def _perform(client: httpx.Client, spell: Spell[T], step: Send[T] | Sleep) -> Answer | Stream | None:
    if isinstance(step, Sleep):
        time.sleep(step.seconds)
        return None
    try:
        with _deadline.until(step.deadline):
            response = client.send(spell(step.call, step.deadline - time.monotonic()), stream=True)
            if _is_stream(step.call, response):
                return Stream(response.status_code, response.headers, response)
            try:
                return Answer(response.status_code, response.headers, _body(response, step.deadline))
            finally:
                response.close()
    except FAILURES as error:
        raise wrap(error) from None


def _body(response: httpx.Response, deadline: float) -> bytes:
    """The whole body, in time on connections too that know no deadline: those of the caller's own client."""
    pieces = []
    for piece in response.iter_bytes():
        pieces.append(piece)
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the call's time is used up")
    return b"".join(pieces)


async def _aperform(
    client: httpx.AsyncClient, spell: Spell[T], step: Send[T] | Sleep
) -> Answer | Stream | None:
    if isinstance(step, Sleep):
        await anyio.sleep(step.seconds)
        return None
    left = step.deadline - time.monotonic()
    try:
        with anyio.fail_after(left):
            response = await client.send(spell(step.call, left), stream=True)
            if _is_stream(step.call, response):
                return Stream(response.status_code, response.headers, response)
            try:
                return Answer(response.status_code, response.headers, await response.aread())
            finally:
                await response.aclose()
    except FAILURES as error:
        raise wrap(error) from None


def _is_stream(call: Call[T], response: httpx.Response) -> bool:
    media_type = response.headers.get("content-type", "")
    return call.streamed is not None and response.is_success and media_type.startswith(call.streamed)


def chunks(stream: Stream, timeout: float) -> Iterator[bytes]:
    """The body of a stream as it comes; `timeout` bounds the wait for each chunk."""
    response: httpx.Response = stream.source
    try:
        body = response.iter_bytes()
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


async def achunks(stream: Stream, timeout: float) -> AsyncIterator[bytes]:
    """The body of a stream as it comes; `timeout` bounds the wait for each chunk."""
    response: httpx.Response = stream.source
    try:
        body = response.aiter_bytes()
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


async def aside(function: Callable[..., None], *arguments: object) -> None:
    """Do something that blocks, such as writing a file, beside the event loop."""
    await anyio.to_thread.run_sync(function, *arguments)


def wrap(error: Exception) -> AuditLedgeError:
    """What a failure of the network means. Its text may hold a URL, so it is told by its kind alone."""
    kind = type(error).__name__
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(f"The ledger did not answer in time ({kind})")
    if isinstance(error, httpx.DecodingError):
        return UnreadableAnswerError("The answer is not readable: its compression is broken")
    if isinstance(error, RuntimeError):
        return APIConnectionError("The connections were closed, or belong to another event loop")
    return APIConnectionError(f"The connection to the ledger failed ({kind})")
