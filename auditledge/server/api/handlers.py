"""The handler of each operation: from a request to its response."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar

from auditledge import contract
from auditledge._version import __version__
from auditledge.contract.mismatch import check_names
from auditledge.contract.unlimited import FOREVER_DAYS, UNLIMITED_EVENTS
from auditledge.server import background
from auditledge.server.accounts.principal import Principal
from auditledge.server.api import count_json, export_formats, json_body, query_parameters, sse, validation
from auditledge.server.api.asgi_types import Send
from auditledge.server.api.body_budget import BodyBudget, Reserve
from auditledge.server.api.error_responses import error_object, not_ready, status_of
from auditledge.server.api.event_json import to_json
from auditledge.server.api.request import Request
from auditledge.server.api.response_budget import ResponseBudget, bytes_of_events
from auditledge.server.api.responses import Response, encode_json, send_head, send_response
from auditledge.server.errors import (
    InvalidAPIKeyError,
    InvalidRequestError,
    LedgerError,
    LedgerUnavailableError,
)
from auditledge.server.fair_semaphore import FairSemaphore, NoSlotError
from auditledge.server.ledger.append import Outcome, Stored
from auditledge.server.ledger.counts import HistogramQuery
from auditledge.server.ledger.events import NewEvent
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.pages import Page
from auditledge.server.ledger.queries import PageQuery
from auditledge.server.ledger.readiness import StoreState
from auditledge.server.ledger.streams import CHUNK_BYTES
from auditledge.server.tracebacks import trace

T = TypeVar("T")

_MAX_PENDING_BODIES = 1_024  # of an account
_READY_FOR_S = 1.0
_MAX_CHUNK_BYTES = 40 * 2**20  # usually a megabyte, and rarely that of hundreds of large events
_EVENT_ID = contract.operation("getEvent").parameters["event_id"].check
_UP = {"status": "ok", "version": __version__}
_STATE_PROBLEMS = {
    "unreachable": "does not respond",
    "unwritable": "can only be read",
    "incompatible": "has the tables of another version",
}

_log = logging.getLogger(__name__)


class ResponseInterruptedError(Exception):
    """A response failed after its head was sent; raised so that the server closes the connection."""


class Handlers:
    """A handler for each operation. Runs on one event loop.

    When `stopping` is set, streams end. `is_accepting` says whether more requests are welcome.
    """

    def __init__(self, ledger: Ledger, stopping: asyncio.Event, is_accepting: Callable[[], bool]) -> None:
        self._ledger = ledger
        self._stopping = stopping
        self._is_accepting = is_accepting
        self._body_budget = BodyBudget()
        self._response_budget = ResponseBudget()
        # One at a time, so that decoded bodies take little memory; accounts take turns.
        self._decoding = FairSemaphore(1, 1, _MAX_PENDING_BODIES)

    async def create_event(self, request: Request, principal: Principal, _: Send) -> Response:
        """Record one event."""
        async with self._body_budget.open(principal.account) as reserve:
            body = await request.json_body(_max_body_bytes(request), reserve)
            event = await self._validated(body, principal, validation.validate_event)
            (outcome,) = await self._ledger.record(principal, [event], len(body))
            if not isinstance(outcome, Stored):
                raise _error(outcome)
            headers = [(b"idempotent-replayed", b"true")] if outcome.replayed else []
            return Response(201, f'{{"success":true,"event":{to_json(outcome.event)}}}'.encode(), headers)

    async def create_event_batch(self, request: Request, principal: Principal, send: Send) -> None:
        """Record many events, each with its own outcome."""
        async with self._body_budget.open(principal.account) as reserve:
            response = await self._record_batch(request, principal, reserve)
            # It is about as long as the body, in whose place it counts until it has been sent.
            await send_response(send, response, request.id)

    async def list_events(self, request: Request, principal: Principal, send: Send) -> None:
        """Search events."""
        query = query_parameters.page_query(request.parameters)
        async with self._response_budget.open(principal.account) as reservation:
            await reservation.grow(bytes_of_events(query.limit))
            search = self._ledger.search(principal, query, partial(_page_json, query=query))
            body = await request.while_connected(search)
            reservation.shrink(len(body))
            await send_response(send, Response(200, body), request.id)

    async def export_events(self, request: Request, principal: Principal, send: Send) -> None:
        """Stream every matching event. The first batch is read before the response starts."""
        format_ = query_parameters.export_format(request.parameters)
        await request.while_connected(self._export(request, principal, send, format_))

    async def export_events_csv(self, request: Request, principal: Principal, send: Send) -> None:
        """Stream every matching event as CSV."""
        format_ = query_parameters.csv_format(request.parameters)
        await request.while_connected(self._export(request, principal, send, format_))

    async def stream_events(self, request: Request, principal: Principal, send: Send) -> None:
        """Send events as they are stored, until the client leaves or the server stops."""
        query = query_parameters.stream_query(request.parameters, request.headers.get(b"last-event-id"))
        if self._stopping.is_set():
            raise LedgerUnavailableError()
        room = partial(self._response_budget.room, principal.account, CHUNK_BYTES)
        stream = self._ledger.streams.follow(principal, query, sse.encode, room)
        async with contextlib.aclosing(stream) as chunks:
            first = await anext(chunks)
            await send_head(send, 200, b"text/event-stream", request.id, sse.HEADERS)
            with _interrupt_on_error(request):
                await _send_chunk(send, sse.HEAD + first)
                work = [_send_chunks(send, chunks, is_endless=query.follow), request.disconnected()]
                await _first_completed(*work, *([self._stopping.wait()] if query.follow else []))
                await send({"type": "http.response.body", "body": b""})

    async def count_events(self, request: Request, principal: Principal, send: Send) -> None:
        """Count events by a field or by time."""
        query = query_parameters.count_query(request.parameters)
        if isinstance(query, HistogramQuery):
            counts = self._ledger.histogram(principal, query, count_json.histogram_json)
            await self._send_counts(request, principal, send, counts, count_json.MAX_HISTOGRAM_BYTES)
        else:
            counts = self._ledger.counts(principal, query, count_json.counts_json)
            await self._send_counts(request, principal, send, counts, count_json.max_bytes(query))

    async def count_facets(self, request: Request, principal: Principal, send: Send) -> None:
        """Count events by several fields."""
        query = query_parameters.facets_query(request.parameters)
        facets = self._ledger.counts(principal, query, count_json.facets_json)
        await self._send_counts(request, principal, send, facets, count_json.max_bytes(query))

    async def get_event(self, request: Request, principal: Principal, _: Send) -> Response:
        """Fetch one event."""
        event_id, problems = request.path_parameter, list[contract.Problem]()
        _EVENT_ID.clean_member(event_id, "event_id", problems)
        if problems:
            raise InvalidRequestError(problems)
        event = await request.while_connected(self._ledger.get(principal, event_id))
        return Response(200, to_json(event).encode())

    async def get_usage(self, request: Request, principal: Principal, _: Send) -> Response:
        """Plan, quota and retention."""
        usage = await request.while_connected(self._ledger.usage(principal))
        events_limit, retention_days = usage.plan.events_limit, usage.plan.retention_days
        body = {
            "plan": usage.plan.name,
            "events_this_month": usage.events_this_month,
            "events_limit": UNLIMITED_EVENTS if events_limit is None else events_limit,
            "retention_days": FOREVER_DAYS if retention_days is None else retention_days,
            "account": usage.account,
        }
        return Response(200, encode_json(body))

    async def get_health(self, _request: Request, _principal: Principal, _: Send) -> Response:
        """Whether the ledger can read and write, and accepts requests."""
        return await self._health(max_age=0.0)

    async def get_liveness(self, _request: Request, _principal: Principal, _: Send) -> Response:
        """That the process responds."""
        return Response(200, encode_json(_UP))

    async def get_readiness(self, _request: Request, _principal: Principal, _: Send) -> Response:
        """The same as health, cached for a second, for those who ask often."""
        return await self._health(max_age=_READY_FOR_S)

    async def _send_counts(
        self,
        request: Request,
        principal: Principal,
        send: Send,
        counts: Coroutine[Any, Any, bytes],
        max_bytes: int,
    ) -> None:
        with contextlib.closing(counts):  # without room for the response, nobody awaits it
            async with self._response_budget.open(principal.account) as reservation:
                await reservation.grow(max_bytes)
                body = await request.while_connected(counts)
                reservation.shrink(len(body))
                await send_response(send, Response(200, body), request.id)

    async def _record_batch(self, request: Request, principal: Principal, reserve: Reserve) -> Response:
        is_minimal = request.prefers(b"return=minimal")
        body = await request.json_body(_max_body_bytes(request), reserve)
        validated = await self._validated(body, principal, validation.validate_batch)
        events = [each for each in validated if isinstance(each, NewEvent)]
        stored = iter(await self._ledger.record(principal, events, len(body)) if events else [])
        outcomes = [next(stored) if isinstance(each, NewEvent) else each for each in validated]
        results = [_result(index, each, is_minimal=is_minimal) for index, each in enumerate(outcomes)]
        request.error_codes = [each.code for each in outcomes if isinstance(each, LedgerError)]
        failed = len(request.error_codes)
        counts = f'"succeeded":{len(outcomes) - failed},"failed":{failed}'
        head, end = f'{{{counts},"results":[', f'],"account":"{self._ledger.account_id(principal)}"}}'
        return Response(200, b"".join([head.encode(), b",".join(results), end.encode()]))

    async def _validated(
        self, body: bytes, principal: Principal, validate: Callable[[bytes, Principal, Callable[[], None]], T]
    ) -> T:
        """What `validate` makes of a body. Unless that is quick, it runs in a thread."""
        if json_body.is_small(body):
            return validate(body, principal, lambda: None)

        def compute() -> T:
            with self._ledger.shares.computing(principal.account) as let_others_run:
                return validate(body, principal, let_others_run)

        try:
            async with self._decoding.slot(principal.account):
                return await asyncio.to_thread(compute)
        except NoSlotError:
            raise LedgerUnavailableError from None

    async def _export(
        self, request: Request, principal: Principal, send: Send, format_: query_parameters.ExportFormat
    ) -> None:
        query = query_parameters.export_query(request.parameters)
        encoder = export_formats.export_encoder(
            format_.name, csv_raw=format_.csv_raw, header=query.after is None
        )
        async with (
            self._response_budget.open(principal.account) as reservation,
            self._ledger.exports.open(principal, query, encoder.encode) as (total, chunks),
        ):
            await reservation.grow(_MAX_CHUNK_BYTES)
            chunk: bytes | None = encoder.head + await anext(chunks, b"")
            headers = [(b"x-total-count", b"%d" % total)]
            await send_head(send, 200, encoder.media_type, request.id, headers)
            with _interrupt_on_error(request):
                while chunk is not None:
                    reservation.shrink(len(chunk))
                    await _send_chunk(send, chunk)
                    reservation.shrink(0)
                    await reservation.grow(_MAX_CHUNK_BYTES, timeout=None)
                    chunk = await anext(chunks, None)
                await send({"type": "http.response.body", "body": encoder.tail})

    async def _health(self, max_age: float) -> Response:
        state = await self._ledger.readiness.state(max_age)
        store = {"engine": self._ledger.engine, "state": state}
        problems = list(self._health_problems(state))
        if problems:
            raise not_ready(problems, store)
        warnings = [each.to_json() for each in self._health_warnings()]
        return Response(
            200, encode_json({**_UP, "store": store, **({"warnings": warnings} if warnings else {})})
        )

    def _health_problems(self, state: StoreState) -> Iterator[contract.Problem]:
        if state != "ok":
            yield contract.Problem("store", _STATE_PROBLEMS[state])
        if self._ledger.is_full:
            yield contract.Problem("queue", "is full")
        yield from self._failing_work(background.SERVING)
        if not self._is_accepting():
            yield contract.Problem("server", "is about to stop")

    def _health_warnings(self) -> Iterator[contract.Problem]:
        """What needs an operator, although requests are served."""
        if self._ledger.retention_doubt is not None:
            yield contract.Problem("retention", f"deletes nothing: {self._ledger.retention_doubt}")
        if self._ledger.newest_receipt.warning is not None:
            yield contract.Problem("received_at", self._ledger.newest_receipt.warning)
        yield from self._failing_work(background.HOUSEKEEPING)

    def _failing_work(self, names: Collection[str]) -> Iterator[contract.Problem]:
        for name in self._ledger.background.failing(names):
            yield contract.Problem("background", f"has failed and is being restarted: {name}")


class Handler(NamedTuple):
    """What handles an operation, and the scope that it needs; None if it needs no key.

    `handle` returns the response, or None when it has sent one itself. Raises LedgerError.
    """

    handle: Callable[[Handlers, Request, Principal, Send], Awaitable[Response | None]]
    scope: str | None


HANDLERS: dict[str, Handler] = {
    "createEvent": Handler(Handlers.create_event, "write"),
    "createEventBatch": Handler(Handlers.create_event_batch, "write"),
    "listEvents": Handler(Handlers.list_events, "read"),
    "exportEvents": Handler(Handlers.export_events, "read"),
    "exportEventsCsv": Handler(Handlers.export_events_csv, "read"),
    "streamEvents": Handler(Handlers.stream_events, "read"),
    "countEvents": Handler(Handlers.count_events, "read"),
    "countFacets": Handler(Handlers.count_facets, "read"),
    "getEvent": Handler(Handlers.get_event, "read"),
    "getUsage": Handler(Handlers.get_usage, "read"),
    "getHealth": Handler(Handlers.get_health, None),
    "getLiveness": Handler(Handlers.get_liveness, None),
    "getReadiness": Handler(Handlers.get_readiness, None),
}
"""By operationId."""

check_names("paths", contract.OPERATIONS, HANDLERS, file=__file__)


def _page_json(page: Page, query: PageQuery) -> bytes:
    cursors = '"next_cursor":' + ("null" if page.next_cursor is None else f'"{page.next_cursor}"')
    if page.prev_cursor is not None:
        cursors += f',"prev_cursor":"{page.prev_cursor}"'
    members = f'"total":{page.total},"limit":{query.limit},"offset":{query.offset},{cursors}'
    events = []
    page.events.reverse()
    while page.events:  # each is freed as soon as it is formatted: a page can have 65 MB
        events.append(to_json(page.events.pop()).encode())
    return b"".join([b'{"events":[', b",".join(events), f"],{members}}}".encode()])


def _max_body_bytes(request: Request) -> int:
    return (request.operation and request.operation.max_body_bytes) or 0


def _result(index: int, outcome: Outcome, *, is_minimal: bool) -> bytes:
    if isinstance(outcome, Stored):
        event = "" if is_minimal else f',"event":{to_json(outcome.event)}'
        replayed = ',"replayed":true' if outcome.replayed else ""
        members = f'"index":{index},"success":true,"status":201,"id":"{outcome.event.id}"{event}{replayed}'
        return f"{{{members}}}".encode()
    error = _error(outcome)
    if isinstance(error, InvalidAPIKeyError):
        raise error  # the key was revoked meanwhile, which concerns the batch as a whole
    return encode_json({"index": index, "success": False, "status": status_of(error), **error_object(error)})


def _error(outcome: LedgerError | None) -> LedgerError:
    if outcome is None:
        raise AssertionError("a request with an event has an outcome")
    return outcome


@contextlib.contextmanager
def _interrupt_on_error(request: Request) -> Iterator[None]:
    """Turn an error into an interrupted response: the head is sent, so no other response is possible."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is
        reason = error.code if isinstance(error, LedgerError) else trace(error)
        _log.error("the response to %s was interrupted: %s", request.id, reason)
        raise ResponseInterruptedError(request.id) from None


async def _first_completed(*works: Coroutine[Any, Any, object]) -> None:
    """Run coroutines until one of them is done, and cancel the others. Raises what that one raises."""
    tasks = [asyncio.ensure_future(each) for each in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _send_chunks(send: Send, chunks: AsyncIterator[bytes], *, is_endless: bool) -> None:
    try:
        async for chunk in chunks:
            await _send_chunk(send, chunk)
            del chunk  # which would be kept until there is another
    except LedgerError:
        if not is_endless:
            raise
        # The response ends normally: the client reconnects, and gets the error as a response.


async def _send_chunk(send: Send, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})
