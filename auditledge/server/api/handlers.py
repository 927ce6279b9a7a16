"""What each operation of the contract does: a call comes in, an answer goes out."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import Any, NamedTuple

from auditledge import contract
from auditledge._version import __version__
from auditledge.contract.mismatch import check_names
from auditledge.server.accounts.plans import FOREVER_DAYS, UNLIMITED_EVENTS
from auditledge.server.accounts.principal import Grant
from auditledge.server.api import export_formats, json_body, query_parameters, sse, validation
from auditledge.server.api.asgi_types import Send
from auditledge.server.api.error_responses import error_object, not_ready, status_of
from auditledge.server.api.event_json import to_json
from auditledge.server.api.request import Request
from auditledge.server.api.responses import Response, encode_json, send_head
from auditledge.server.errors import (
    InvalidAPIKeyError,
    InvalidRequestError,
    LedgerError,
    LedgerUnavailableError,
)
from auditledge.server.ledger.append import Outcome, Stored
from auditledge.server.ledger.events import Draft
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.readiness import StoreState
from auditledge.server.tracebacks import trace

_LARGE = 1 << 16  # bytes of a body
_READY_FOR_S = 1.0
_UP = {"status": "ok", "version": __version__}
_TOLD = {
    "unreachable": "does not answer",
    "unwritable": "can only be read",
    "incompatible": "has the tables of another version",
}

_log = logging.getLogger(__name__)


class ResponseInterruptedError(Exception):
    """An answer failed after its head was sent; raised so that the server cuts the connection."""


class Call(NamedTuple):
    """A request that found its operation, and may do it. `values` are its query query_parameters.

    `ready` is whether more requests are welcome; when `stopping` is set, answers without an end come to it.
    `turn` is held while a large body is read and judged; `grown` is told how much of a body has come.
    """

    ledger: Ledger
    operation: contract.Operation
    grant: Grant
    values: dict[str, Any]
    argument: str
    request: Request
    send: Send
    stopping: asyncio.Event
    ready: bool
    turn: asyncio.Lock
    grown: Callable[[int], None]


Handler = Callable[[Call], Awaitable[Response | None]]
"""Returns the answer, or None when it has sent one itself. Raises LedgerError."""


async def create_event(call: Call) -> Response:
    """Record one event."""
    body = await _body(call)
    sent = validation.event(json_body.decode(body), call.grant)
    (outcome,) = await call.ledger.record(call.grant, [sent], len(body))
    if not isinstance(outcome, Stored):
        raise _error(outcome)
    headers = [(b"idempotent-replayed", b"true")] if outcome.replayed else []
    return Response(201, f'{{"success":true,"event":{to_json(outcome.event)}}}'.encode(), headers)


async def create_event_batch(call: Call) -> Response:
    """Record many events, each judged for itself."""
    body = await _body(call)
    minimal = call.request.prefers(b"return=minimal")
    # A large one becomes megabytes when it is read: one after the other, they stay in the processor's cache.
    async with call.turn if len(body) > _LARGE else contextlib.nullcontext():
        judged = await validation.batch(json_body.decode(body), call.grant)
    drafts = [each for each in judged if isinstance(each, Draft)]
    outcomes = iter(await call.ledger.record(call.grant, drafts, len(body)) if drafts else [])
    final = [next(outcomes) if isinstance(each, Draft) else each for each in judged]
    results = [_result(index, outcome, minimal=minimal) for index, outcome in enumerate(final)]
    call.request.error_codes = [each.code for each in final if isinstance(each, LedgerError)]
    succeeded = len(final) - len(call.request.error_codes)
    counts = f'"succeeded":{succeeded},"failed":{len(call.request.error_codes)}'
    return Response(200, b"".join([f'{{{counts},"results":['.encode(), b",".join(results), b"]}"]))


async def list_events(call: Call) -> Response:
    """Search events."""
    query = query_parameters.page_query(call.values)
    page = await call.ledger.page(call.grant, query)
    cursor = "null" if page.next_cursor is None else f'"{page.next_cursor}"'
    facts = f'"total":{page.total},"limit":{query.limit},"offset":{query.offset},"next_cursor":{cursor}'
    return Response(200, f'{{"events":[{",".join(map(to_json, page.events))}],{facts}}}'.encode())


async def export_events(call: Call) -> None:
    """Stream every matching event. The first of them are read before the answer begins."""
    query = query_parameters.export_query(call.values)
    format_, csv_raw = query_parameters.export_format(call.values)
    form = export_formats.representation(format_, csv_raw=csv_raw, header=query.after is None)
    async with call.ledger.export(call.grant, query, form.encode) as (total, chunks):
        first = await anext(chunks, b"")
        counted = [(b"x-total-count", b"%d" % total)]
        await send_head(call.send, 200, form.media_type, call.request.id, counted)
        gone = asyncio.create_task(call.request.disconnected())
        try:
            with _cut_if_broken(call):
                await _send_chunk(call.send, form.head + first)
                async for chunk in chunks:
                    if gone.done():
                        return
                    await _send_chunk(call.send, chunk)
                await call.send({"type": "http.response.body", "body": form.tail})
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone


async def stream_events(call: Call) -> None:
    """Send events as they are stored, until the client leaves or the server stops."""
    query = query_parameters.stream_query(call.values, call.request.headers.get(b"last-event-id"))
    if call.stopping.is_set():
        raise LedgerUnavailableError()
    async with contextlib.aclosing(call.ledger.follow(call.grant, query, sse.encode)) as chunks:
        first = await anext(chunks)
        await send_head(call.send, 200, b"text/event-stream", call.request.id, sse.HEADERS)
        with _cut_if_broken(call):
            await _send_chunk(call.send, sse.HEAD + first)
            work = [_send_chunks(call, chunks, endless=query.follow), call.request.disconnected()]
            await _first_of(*work, *([call.stopping.wait()] if query.follow else []))
            await call.send({"type": "http.response.body", "body": b""})


async def get_event(call: Call) -> Response:
    """Fetch one event."""
    problems: list[contract.Problem] = []
    call.operation.parameters["event_id"].check.clean_member(call.argument, "event_id", problems)
    if problems:
        raise InvalidRequestError(problems)
    return Response(200, to_json(await call.ledger.event(call.grant, call.argument)).encode())


async def get_usage(call: Call) -> Response:
    """Plan, quota and retention."""
    plan, stored = await call.ledger.usage(call.grant)
    usage = {
        "plan": plan.name,
        "events_this_month": stored,
        "events_limit": UNLIMITED_EVENTS if plan.events_limit is None else plan.events_limit,
        "retention_days": FOREVER_DAYS if plan.retention_days is None else plan.retention_days,
    }
    return Response(200, encode_json(usage))


async def get_health(call: Call) -> Response:
    """Whether the ledger can read and write, and will go on to."""
    return await _health(call, max_age=0.0)


async def get_liveness(call: Call) -> Response:
    """That the process answers."""
    del call
    return Response(200, encode_json(_UP))


async def get_readiness(call: Call) -> Response:
    """The same as of health, for those who ask often."""
    return await _health(call, max_age=_READY_FOR_S)


HANDLERS: dict[str, tuple[Handler, str | None]] = {
    "createEvent": (create_event, "write"),
    "createEventBatch": (create_event_batch, "write"),
    "listEvents": (list_events, "read"),
    "exportEvents": (export_events, "read"),
    "streamEvents": (stream_events, "read"),
    "getEvent": (get_event, "read"),
    "getUsage": (get_usage, "read"),
    "getHealth": (get_health, None),
    "getLiveness": (get_liveness, None),
    "getReadiness": (get_readiness, None),
}
"""By operationId: what does it, and the scope that it needs (None: no key at all)."""

check_names("paths", contract.OPERATIONS, HANDLERS, file=__file__)


async def _health(call: Call, max_age: float) -> Response:
    state = await call.ledger.readiness.state(max_age)
    store = {"engine": call.ledger.engine, "state": state}
    problems = list(_missing(call, state))
    if problems:
        raise not_ready(problems, store)
    return Response(200, encode_json({**_UP, "store": store}))


def _missing(call: Call, state: StoreState) -> Iterator[contract.Problem]:
    if state != "ok":
        yield contract.Problem("store", _TOLD[state])
    if call.ledger.is_full:
        yield contract.Problem("queue", "is full")
    if not call.ready:
        yield contract.Problem("server", "is about to stop")


async def _body(call: Call) -> bytes:
    return await call.request.json_body(call.operation.max_body_bytes or 0, call.grown)


def _result(index: int, outcome: Outcome, *, minimal: bool) -> bytes:
    if isinstance(outcome, Stored):
        event = "" if minimal else f',"event":{to_json(outcome.event)}'
        return f'{{"index":{index},"success":true,"status":201,"id":"{outcome.event.id}"{event}}}'.encode()
    error = _error(outcome)
    if isinstance(error, InvalidAPIKeyError):
        raise error  # the key was revoked meanwhile, which concerns the batch as a whole
    return encode_json({"index": index, "success": False, "status": status_of(error), **error_object(error)})


def _error(outcome: LedgerError | None) -> LedgerError:
    if outcome is None:
        raise AssertionError("a draft has an outcome")
    return outcome


@contextlib.contextmanager
def _cut_if_broken(call: Call) -> Iterator[None]:
    """Have a failure cut the connection: the head is sent, so that no error can be answered any more."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is
        reason = error.code if isinstance(error, LedgerError) else trace(error)
        _log.error("the answer to %s broke off: %s", call.request.id, reason)
        raise ResponseInterruptedError(call.request.id) from None


async def _first_of(*works: Coroutine[Any, Any, object]) -> None:
    """Do several things until one of them is done, and cancel the others. Raises what that one raises."""
    tasks = [asyncio.ensure_future(each) for each in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _send_chunks(call: Call, chunks: AsyncIterator[bytes], *, endless: bool) -> None:
    try:
        async for chunk in chunks:
            await _send_chunk(call.send, chunk)
    except LedgerError:
        if not endless:
            raise
        # The client connects anew, and is told why it can't go on.


async def _send_chunk(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
