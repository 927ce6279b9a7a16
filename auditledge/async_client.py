"""`AsyncAuditLedge`, the client for event loops: `AuditLedge`, method by method."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast, overload

from auditledge import _work
from auditledge._base_client import AWAY, BaseClient, OnFailure, Timeout, falls_back, for_later
from auditledge._core.settings import DEFAULT_TIMEOUT, Redact
from auditledge.errors import APIConnectionError

if TYPE_CHECKING:
    import os

    import httpx
    from auditledge_openapi import AuthenticatedClient

    from auditledge._core.call import Call, StreamingResponse
    from auditledge._core.download import Progress
    from auditledge._core.export_parser import Reader
    from auditledge._core.pagination import Walk
    from auditledge._transport.tail import AsyncTail, OnReconnect
    from auditledge.outbox import FlushResult, Outbox
    from auditledge.outbox.factory import HTTPEventTransport
    from auditledge.types import (
        CSVExportOptions,
        Event,
        EventBatchItem,
        EventCreated,
        EventInput,
        EventPage,
        ExportOptions,
        Health,
        JSONExportOptions,
        QueryFilters,
        TailFilters,
        Usage,
    )

T = TypeVar("T")


class AsyncAuditLedge(BaseClient):
    """A client of the audit log, for asyncio and trio: `AuditLedge`, method by method, to be awaited.

    Takes the same arguments; `http_client` is an httpx.AsyncClient. Make one for each event loop. An
    asynchronous context manager; `await close()` does the same.
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        *,
        retries: int | None = None,
        organization_id: str | None = None,
        redact: Redact | None = None,
        proxy: str | None = None,
        ca_bundle: str | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
        outbox: Outbox | str | os.PathLike[str] | None = None,
    ) -> None:
        options = {"retries": retries, "organization_id": organization_id, "redact": redact, "outbox": outbox}
        network = {"proxy": proxy, "ca_bundle": ca_bundle, "headers": headers}
        super().__init__(api_key, base_url, timeout, **options, **network)
        settings = self._settings
        _work.http.check(settings, http_client, loop=True)
        self._pool = _work.http.Pool(lambda: _work.http.make_async_client(settings, http_client))

    async def log(
        self,
        event: EventInput | Mapping[str, Any],
        *,
        timeout: Timeout = None,
        retries: int | None = None,
        on_failure: OnFailure = "raise",
    ) -> EventCreated:
        """Record an event, and return when it is durable.

        `event` is a dict: `actor` (dict with `id`, and perhaps `name`, `email`), `action` (str), `resource`
        (dict with `type`, `id`, and perhaps `name`); and perhaps `organization_id` (str), `metadata` (dict),
        `timestamp` (ISO 8601 str or aware datetime), `id` (str, `evt_` and a UUIDv7). None means absent.

        Returns `{"success": True, "event": {...}}` with the event as stored. Raises ValidationError before
        anything is sent when the event breaks the contract; its `problems` name every field.

        With `on_failure="enqueue"`, an event that the ledger is not there to take goes to the outbox, to be
        delivered later under the same id; `success` is False then, and `event` is what will be sent.
        """
        if not falls_back(on_failure):
            return await self._run(_work.requests.log(self._clean(event)), timeout, retries)
        call = _work.requests.log(self._stamped(event))
        try:
            return await self._run(call, timeout, retries)
        except AWAY as error:
            content, result = for_later(call, error)
            await self.outbox.aenqueue_json(content)
            return result

    async def enqueue(self, event: EventInput | Mapping[str, Any]) -> str:
        """Record an event without waiting for the ledger.

        Takes what `log` takes, and makes it durable on this machine; the outbox delivers it in the
        background, once, however long the ledger is away. No network call is made, but where the spool can't
        take it and the outbox's `on_full` says "send". The event loop is not held up.

        Returns the event's id. Raises ValidationError, and OutboxFullError when the event could neither be
        stored nor sent.
        """
        stamped = self._stamped(event)
        await self.outbox.aenqueue_json(_work.json.encode(stamped))
        return cast("str", stamped["id"])

    async def flush(self, timeout: Timeout = 5.0) -> FlushResult:
        """Wait until the ledger has what was enqueued so far, at most `timeout` seconds (None: for ever).

        Returns a named tuple: `delivered` and `dead` (int) since the call, `waiting` (int) that are left, and
        `paused`, None or why nothing is delivered now, in which case it returns early.
        """
        return await self.outbox.aflush(timeout)

    async def log_many(
        self,
        events: Iterable[EventInput | Mapping[str, Any]],
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> list[EventBatchItem]:
        """Record many events, in as few requests as the contract allows.

        Returns a result for each event, in order: a dict with `index` (int), `success` (bool), `status` (int)
        and `id` (str), and where `success` is false with `error`, `code` (str) and perhaps `problems`.
        Nothing is raised for an event that is refused, nor for the network: an event without an answer has
        the `code` "no_answer", and is safe to send again with its `id`. `timeout` bounds each request.
        """
        conversation = _work.batch.log_many(events, self._clean, *self._limits(timeout, retries))
        return await _work.drivers.arun(self._pool.get(), self._spell, conversation)

    async def query(
        self,
        filters: QueryFilters | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> EventPage:
        """Search events, newest first.

        `filters` is a dict: `organization_id`, `actor_id`, `actor_email`, `resource_type`, `resource_id`
        (exact), `actor_name`, `action` (partial), `search` (words), `start_date`, `end_date` (ISO 8601 str,
        aware datetime, or date; inclusive), `order` ("desc" or "asc"), `limit` (int, 20), `offset` (int, 0),
        `cursor` (str). None means absent.

        Returns `{"events": [...], "total": int, "limit": int, "offset": int, "next_cursor": str or None}`.
        Raises ValidationError before anything is sent.
        """
        return await self._run(_work.requests.query(filters), timeout, retries)

    def iter_events(
        self,
        filters: QueryFilters | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncGenerator[Event, None]:
        """Walk all events that match, in constant memory.

        Takes the filters of `query` but for `limit` and `offset`; `cursor` begins behind an earlier page.
        Yields event dicts, and neither misses nor repeats one while others are being written. `timeout`
        bounds the fetching of each page.
        """
        return self._walk(_work.paging.Walk(filters), timeout, retries)

    async def get(self, event_id: str, *, timeout: Timeout = None, retries: int | None = None) -> Event:
        """Fetch one event by its id (str). Returns the event's dict. Raises NotFoundError."""
        return await self._run(_work.requests.get(event_id), timeout, retries)

    def tail(
        self,
        filters: TailFilters | Mapping[str, Any] | None = None,
        *,
        after: str | None = None,
        follow: bool = True,
        on_reconnect: OnReconnect | None = None,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncTail:
        """Follow events as they are stored, in that order, for as long as it takes.

        `filters` is a dict of the filters of `query` but for `order`, `limit`, `offset` and `cursor`. `after`
        (str) is where to begin: the `resume_token` of an earlier tail, or "beginning"; None is the present.
        With `follow=False` it ends when everything that was stored has been yielded.

        Returns an iterator of event dicts, which connects when it is first asked, or entered by `with`. The
        first connection is tried like any call, within `timeout`. From then on whatever breaks, or is silent
        for 45 seconds, is made anew, behind the last event that arrived: each event is yielded once, in
        order. `on_reconnect` is called with the error each time. It ends when it, or the client, is closed.
        Raises ValidationError at once, and while it lasts AuthenticationError, PermissionDeniedError or
        BadRequestError, where no other attempt could succeed.
        """
        tailing = _work.tailing.Tailing(filters, after, follow=follow)
        limits = self._limits(timeout, retries)
        return _work.tails.AsyncTail(self._pool.get(), self._spell, tailing, limits, on_reconnect)

    @overload
    async def export(
        self, options: CSVExportOptions, *, timeout: Timeout = None, retries: int | None = None
    ) -> str: ...

    @overload
    async def export(
        self, options: JSONExportOptions | None = None, *, timeout: Timeout = None, retries: int | None = None
    ) -> list[Event]: ...

    @overload
    async def export(
        self,
        options: ExportOptions | Mapping[str, Any],
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> str | list[Event]: ...

    async def export(
        self,
        options: ExportOptions | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> str | list[Event]:
        """Export every event that matches.

        `options` is a dict: `format` ("json" or "csv"; "json" when left out) and the filters of `query` but
        for `limit`, `offset` and `cursor`; `csv_raw` (bool) leaves CSV cells that look like formulas as they
        are. Returns a str for CSV, a list of event dicts for JSON. Raises ValidationError before anything is
        sent.
        """
        return await self._run(_work.requests.export(options), timeout, retries)

    @overload
    def export_stream(
        self, options: CSVExportOptions, *, timeout: Timeout = None, retries: int | None = None
    ) -> AsyncGenerator[bytes, None]: ...

    @overload
    def export_stream(
        self, options: JSONExportOptions | None = None, *, timeout: Timeout = None, retries: int | None = None
    ) -> AsyncGenerator[Event, None]: ...

    @overload
    def export_stream(
        self,
        options: ExportOptions | Mapping[str, Any],
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncGenerator[bytes, None] | AsyncGenerator[Event, None]: ...

    def export_stream(
        self,
        options: ExportOptions | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncGenerator[Event, None] | AsyncGenerator[bytes, None]:
        """Export every event that matches as it comes, in constant memory.

        Takes the options of `export`. Yields event dicts, or for `{"format": "csv"}` bytes of the CSV text.
        `timeout` bounds the wait for the first and for each further piece. An export that breaks off raises
        APIConnectionError; what was yielded before is good. To leave early, close it
        (`contextlib.closing`, and `aclosing` on an event loop).
        """
        call = _work.requests.export_stream(options)
        return self._read(call, _work.rows.reader(options), timeout, retries)

    async def export_to(
        self,
        path: str | os.PathLike[str],
        options: ExportOptions | Mapping[str, Any] | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> int:
        """Export every event that matches into a file, and return their number.

        Takes the options of `export`. The file appears when it is whole; until then `PATH.part` holds what
        has arrived. A connection that breaks is made anew, and the export goes on behind the last event; with
        `resume` it goes on where an earlier run, with the same options, ended. `progress` is called with the
        number of events and of bytes so far. Raises AuditLedgeError if the file can't be written.
        """
        seconds, most = self._limits(timeout, retries)
        with _work.download.Download(path, options, progress, resume=resume) as download:
            while not download.done:
                stream = await self._run(download.call(), timeout, retries)
                download.begin(stream)
                try:
                    async with aclosing(_work.drivers.achunks(stream, seconds)) as chunks:
                        async for chunk in chunks:
                            await _work.drivers.aside(download.write, chunk)
                    await _work.drivers.aside(download.end)
                except APIConnectionError as error:
                    await _work.drivers.apause(download.failed(error, most))
        return download.count

    async def usage(self, *, timeout: Timeout = None, retries: int | None = None) -> Usage:
        """Plan, quota and retention of the key's account.

        Returns `{"plan": str, "events_this_month": int, "events_limit": int, "retention_days": int}`.
        """
        return await self._run(_work.requests.usage(), timeout, retries)

    async def health(self, *, timeout: Timeout = None, retries: int | None = None) -> Health:
        """Whether the ledger is up: `{"status": str, "version": str}`. Raises ServerError if it is not."""
        return await self._run(_work.requests.health(), timeout, retries)

    @property
    def low_level(self) -> AuthenticatedClient:
        """The generated typed client, on the same connections."""
        return _work.low_level.low_level(self._settings, loop=self._pool.get())

    async def close(self, timeout: Timeout = 2.0) -> None:
        """Flush the outbox for at most `timeout` seconds, and close the connections.

        What then waits stays in the spool. Closing twice does no harm, and a call afterwards begins anew.
        """
        if not self._owner:
            return
        if self._outboxes:
            await self.outbox.aclose(timeout)
        if (client := self._pool.take()) is not None:
            await client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _event_transport(self) -> HTTPEventTransport:
        pool = _work.binding.thread_connections(self._settings, self._pool)
        owner = not self._settings.embedded
        return _work.binding.HTTPEventTransport(pool, self._spell, self._settings.timeout, owner=owner)

    async def _run(self, call: Call[T], timeout: Timeout, retries: int | None) -> T:
        return await _work.drivers.arun(self._pool.get(), self._spell, self._flow(call, timeout, retries))

    async def _walk(self, walk: Walk, timeout: Timeout, retries: int | None) -> AsyncGenerator[Event, None]:
        while (call := walk.call) is not None:
            for event in walk.take(await self._run(call, timeout, retries)):
                yield event

    async def _read(
        self, call: Call[StreamingResponse], reader: Reader[T], timeout: Timeout, retries: int | None
    ) -> AsyncGenerator[T, None]:
        stream = await self._run(call, timeout, retries)
        async with aclosing(_work.drivers.achunks(stream, self._limits(timeout, retries)[0])) as chunks:
            async for chunk in chunks:
                for each in reader.read(chunk):
                    yield each
        reader.end(_work.responses.read_total_count(stream.headers))
