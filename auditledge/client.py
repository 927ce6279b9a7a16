"""The clients: `AuditLedge` for threads, `AsyncAuditLedge` for event loops; what they share is `_Client`."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from auditledge import contract
from auditledge._lazy import Lazy
from auditledge._settings import (
    DEFAULT_TIMEOUT,
    Redact,
    change_settings,
    check_retries,
    check_timeout,
    read_settings,
)
from auditledge.errors import (
    APIConnectionError,
    AuditLedgeError,
    ConfigurationError,
    QuotaExceededError,
    RateLimitError,
    ServerError,
    UnreadableAnswerError,
)

if TYPE_CHECKING:
    import os

    import httpx
    from auditledge_openapi import AuthenticatedClient

    from auditledge import (
        _batch,
        _conversation,
        _download,
        _drivers,
        _http,
        _paging,
        _redaction,
        _requests,
        _rows,
    )
    from auditledge._conversation import Call, Conversation, Stream
    from auditledge._download import Progress
    from auditledge.outbox import FlushResult, Outbox
    from auditledge.outbox import binding as _binding
    from auditledge.types import (
        Event,
        EventBatchItem,
        EventCreated,
        EventInput,
        EventPage,
        ExportOptions,
        Health,
        QueryFilters,
        Usage,
    )

else:
    _batch = Lazy("auditledge._batch")
    _binding = Lazy("auditledge.outbox.binding")
    _conversation = Lazy("auditledge._conversation")
    _download = Lazy("auditledge._download")
    _drivers = Lazy("auditledge._drivers")
    _http = Lazy("auditledge._http")
    _paging = Lazy("auditledge._paging")
    _redaction = Lazy("auditledge._redaction")
    _requests = Lazy("auditledge._requests")
    _rows = Lazy("auditledge._rows")

T = TypeVar("T")
Timeout = float | None
OnFailure = Literal["raise", "enqueue"]

_AWAY = (APIConnectionError, RateLimitError, ServerError, UnreadableAnswerError)
"""Failures that the outbox may overcome by trying again later."""


class _Client:
    """What both clients share: settings, and how a call becomes a conversation."""

    def __init__(self, api_key: str | None, base_url: str | None, timeout: float, **options: Any) -> None:
        self._chosen_outbox: Outbox | str | os.PathLike[str] | None = options.pop("outbox")
        self._settings = read_settings(api_key, base_url, timeout, **options)
        self._spell = _http.Speller(self._settings)
        self._owner = True
        self._outboxes: dict[str, Outbox] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.base_url!r})"

    def with_options(self, **options: Any) -> Self:
        """A client with other options on the same connections; only the original closes them.

        `timeout` (float, seconds), `retries` (int), `organization_id` (str or None) and `redact` can be
        changed. Raises ConfigurationError for any other name, and for a value that can't be used.
        """
        other = copy.copy(self)
        vars(other).update(_settings=change_settings(self._settings, options), _owner=False)
        return other

    @property
    def outbox(self) -> Outbox:
        """The outbox that `enqueue` puts events into: `outbox.stats()` says how it stands."""
        if not self._outboxes:
            # In a dict, which copies made by `with_options` share; of two threads one makes it.
            outbox = _binding.bind(self._chosen_outbox, self._settings, self._courier())
            self._outboxes.setdefault("", outbox)
        return self._outboxes[""]

    def _courier(self) -> _binding.HttpCourier:
        raise NotImplementedError

    def _stamped(self, event: object) -> dict[str, Any]:
        """A clean event with its time: the ledger would take the time of receipt."""
        cleaned = self._clean(event)
        cleaned.setdefault("timestamp", contract.format_instant(time.time_ns() // 1000))
        return cleaned

    def _clean(self, event: object) -> dict[str, Any]:
        cleaned = _requests.clean_event(event, self._settings.organization_id)
        return _redaction.apply(self._settings.redact, cleaned)

    def _limits(self, timeout: Timeout, retries: int | None) -> tuple[float, int]:
        return (
            self._settings.timeout if timeout is None else check_timeout(timeout),
            self._settings.retries if retries is None else check_retries(retries),
        )

    def _converse(self, call: Call[T], timeout: Timeout, retries: int | None) -> Conversation[T]:
        return _conversation.converse(call, *self._limits(timeout, retries))


class AuditLedge(_Client):
    """A client of the audit log.

    `api_key` (str) is your key; `base_url` (str) says where the ledger is: `https://…`, `http://…` on
    loopback, or `sqlite:///file.db` for a ledger inside this process; `timeout` (float) bounds a whole call,
    in seconds. What is left out is read from AUDITLEDGE_API_KEY, AUDITLEDGE_BASE_URL, AUDITLEDGE_TIMEOUT.

    Further options: `retries` (int, default 2) is how often a call is tried again after a failure of the
    network or a status of 408, 429, 500, 502, 503 or 504; `organization_id` (str) is the organisation of
    events that name none; `redact` is a list of paths such as `actor.email` or `metadata.*.token`, or a
    function from an event to an event, applied before anything leaves the process; `proxy` (str) is the URL
    of a proxy; `ca_bundle` (str) is a file of certificates to trust; `http_client` is an httpx.Client to
    send by; `outbox` is an Outbox, or the folder (str or Path) for `enqueue` to keep events in.

    Safe to share between threads, and to make before a fork. A context manager; `close()` does the same.
    Raises ConfigurationError. Every method raises errors of `auditledge.errors`, and no others.
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
        http_client: httpx.Client | None = None,
        outbox: Outbox | str | os.PathLike[str] | None = None,
    ) -> None:
        options = {"retries": retries, "organization_id": organization_id, "redact": redact, "outbox": outbox}
        super().__init__(api_key, base_url, timeout, **options, proxy=proxy, ca_bundle=ca_bundle)
        settings = self._settings
        self._pool = _http.Pool(lambda: _http.make_client(settings, http_client))

    def log(
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
        if not _falls_back(on_failure):
            return self._run(_requests.log(self._clean(event)), timeout, retries)
        stamped = self._stamped(event)
        try:
            return self._run(_requests.log(stamped), timeout, retries)
        except _AWAY as error:
            self.outbox.put(_encoded_for_later(stamped, error))
            return cast("EventCreated", {"success": False, "event": stamped})

    def enqueue(self, event: EventInput | Mapping[str, Any]) -> str:
        """Record an event without waiting for the ledger.

        Takes what `log` takes, and makes it durable on this machine; the outbox delivers it in the
        background, once, however long the ledger is away. No network call is made, but where the spool can't
        take it and the outbox's `on_full` says "send".

        Returns the event's id. Raises ValidationError, and OutboxFullError when the event could neither be
        stored nor sent.
        """
        stamped = self._stamped(event)
        self.outbox.put(_requests.encode(stamped))
        return cast("str", stamped["id"])

    def flush(self, timeout: Timeout = 5.0) -> FlushResult:
        """Wait until the ledger has what was enqueued so far, at most `timeout` seconds (None: for ever).

        Returns a named tuple: `delivered` and `dead` (int) since the call, `waiting` (int) that are left, and
        `paused`, None or why nothing is delivered now, in which case it returns early.
        """
        return self.outbox.flush(timeout)

    def log_many(
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
        conversation = _batch.log_many(events, self._clean, *self._limits(timeout, retries))
        return _drivers.run(self._pool.get(), self._spell, conversation)

    def query(
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
        return self._run(_requests.query(filters), timeout, retries)

    def iter_events(
        self,
        filters: QueryFilters | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Iterator[Event]:
        """Walk all events that match, in constant memory.

        Takes the filters of `query` but for `limit` and `offset`; `cursor` begins behind an earlier page.
        Yields event dicts, and neither misses nor repeats one while others are being written. `timeout`
        bounds the fetching of each page.
        """
        return self._walk(_paging.Walk(filters), timeout, retries)

    def get(self, event_id: str, *, timeout: Timeout = None, retries: int | None = None) -> Event:
        """Fetch one event by its id (str). Returns the event's dict. Raises NotFoundError."""
        return self._run(_requests.get(event_id), timeout, retries)

    def export(
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
        return self._run(_requests.export(options), timeout, retries)

    def export_stream(
        self,
        options: ExportOptions | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Iterator[Event] | Iterator[bytes]:
        """Export every event that matches as it comes, in constant memory.

        Takes the options of `export`. Yields event dicts, or for `{"format": "csv"}` bytes of the CSV text.
        `timeout` bounds the wait for the first and for each further piece. An export that breaks off raises
        APIConnectionError; what was yielded before is good.
        """
        chunks = self._chunks(_requests.export_stream(options), timeout, retries)
        return chunks if _is_csv(options) else self._events(chunks)

    def export_to(
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
        with _download.Download(path, options, progress, resume=resume) as download:
            while not download.done:
                try:
                    stream = self._run(download.call(), timeout, retries)
                    download.begin(stream)
                    for chunk in _drivers.chunks(stream, seconds):
                        download.write(chunk)
                    download.end()
                except APIConnectionError as error:
                    download.failed(error, most)
        return download.count

    def usage(self, *, timeout: Timeout = None, retries: int | None = None) -> Usage:
        """Plan, quota and retention of the key's account.

        Returns `{"plan": str, "events_this_month": int, "events_limit": int, "retention_days": int}`.
        """
        return self._run(_requests.usage(), timeout, retries)

    def health(self, *, timeout: Timeout = None, retries: int | None = None) -> Health:
        """Whether the ledger is up: `{"status": str, "version": str}`. Raises ServerError if it is not."""
        return self._run(_requests.health(), timeout, retries)

    @property
    def low_level(self) -> AuthenticatedClient:
        """The generated typed client, on the same connections."""
        return _http.low_level(self._settings, sync=self._pool.get())

    def close(self, timeout: Timeout = 2.0) -> None:
        """Flush the outbox for at most `timeout` seconds, and close the connections.

        What then waits stays in the spool. Closing twice does no harm, and a call afterwards begins anew.
        """
        if not self._owner:
            return
        if self._outboxes:
            self.outbox.close(timeout)
        if (client := self._pool.take()) is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _courier(self) -> _binding.HttpCourier:
        return _binding.HttpCourier(self._pool, self._spell, self._settings.timeout)

    def _run(self, call: Call[T], timeout: Timeout, retries: int | None) -> T:
        return _drivers.run(self._pool.get(), self._spell, self._converse(call, timeout, retries))

    def _walk(self, walk: _paging.Walk, timeout: Timeout, retries: int | None) -> Iterator[Event]:
        while (call := walk.call) is not None:
            yield from walk.take(self._run(call, timeout, retries))

    def _chunks(self, call: Call[Stream], timeout: Timeout, retries: int | None) -> Iterator[bytes]:
        stream = self._run(call, timeout, retries)
        yield from _drivers.chunks(stream, self._limits(timeout, retries)[0])

    def _events(self, chunks: Iterator[bytes]) -> Iterator[Event]:
        reader = _rows.EventReader()
        for chunk in chunks:
            yield from reader.read(chunk)
        reader.end()


class AsyncAuditLedge(_Client):
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
        http_client: httpx.AsyncClient | None = None,
        outbox: Outbox | str | os.PathLike[str] | None = None,
    ) -> None:
        options = {"retries": retries, "organization_id": organization_id, "redact": redact, "outbox": outbox}
        super().__init__(api_key, base_url, timeout, **options, proxy=proxy, ca_bundle=ca_bundle)
        settings = self._settings
        self._pool = _http.Pool(lambda: _http.make_async_client(settings, http_client))

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
        if not _falls_back(on_failure):
            return await self._run(_requests.log(self._clean(event)), timeout, retries)
        stamped = self._stamped(event)
        try:
            return await self._run(_requests.log(stamped), timeout, retries)
        except _AWAY as error:
            await self.outbox.aput(_encoded_for_later(stamped, error))
            return cast("EventCreated", {"success": False, "event": stamped})

    async def enqueue(self, event: EventInput | Mapping[str, Any]) -> str:
        """Record an event without waiting for the ledger.

        Takes what `log` takes, and makes it durable on this machine; the outbox delivers it in the
        background, once, however long the ledger is away. No network call is made, but where the spool can't
        take it and the outbox's `on_full` says "send". The event loop is not held up.

        Returns the event's id. Raises ValidationError, and OutboxFullError when the event could neither be
        stored nor sent.
        """
        stamped = self._stamped(event)
        await self.outbox.aput(_requests.encode(stamped))
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
        conversation = _batch.log_many(events, self._clean, *self._limits(timeout, retries))
        return await _drivers.arun(self._pool.get(), self._spell, conversation)

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
        return await self._run(_requests.query(filters), timeout, retries)

    def iter_events(
        self,
        filters: QueryFilters | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncIterator[Event]:
        """Walk all events that match, in constant memory.

        Takes the filters of `query` but for `limit` and `offset`; `cursor` begins behind an earlier page.
        Yields event dicts, and neither misses nor repeats one while others are being written. `timeout`
        bounds the fetching of each page.
        """
        return self._walk(_paging.Walk(filters), timeout, retries)

    async def get(self, event_id: str, *, timeout: Timeout = None, retries: int | None = None) -> Event:
        """Fetch one event by its id (str). Returns the event's dict. Raises NotFoundError."""
        return await self._run(_requests.get(event_id), timeout, retries)

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
        return await self._run(_requests.export(options), timeout, retries)

    def export_stream(
        self,
        options: ExportOptions | Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> AsyncIterator[Event] | AsyncIterator[bytes]:
        """Export every event that matches as it comes, in constant memory.

        Takes the options of `export`. Yields event dicts, or for `{"format": "csv"}` bytes of the CSV text.
        `timeout` bounds the wait for the first and for each further piece. An export that breaks off raises
        APIConnectionError; what was yielded before is good.
        """
        chunks = self._chunks(_requests.export_stream(options), timeout, retries)
        return chunks if _is_csv(options) else self._events(chunks)

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
        with _download.Download(path, options, progress, resume=resume) as download:
            while not download.done:
                try:
                    stream = await self._run(download.call(), timeout, retries)
                    download.begin(stream)
                    async for chunk in _drivers.achunks(stream, seconds):
                        await _drivers.aside(download.write, chunk)
                    await _drivers.aside(download.end)
                except APIConnectionError as error:
                    download.failed(error, most)
        return download.count

    async def usage(self, *, timeout: Timeout = None, retries: int | None = None) -> Usage:
        """Plan, quota and retention of the key's account.

        Returns `{"plan": str, "events_this_month": int, "events_limit": int, "retention_days": int}`.
        """
        return await self._run(_requests.usage(), timeout, retries)

    async def health(self, *, timeout: Timeout = None, retries: int | None = None) -> Health:
        """Whether the ledger is up: `{"status": str, "version": str}`. Raises ServerError if it is not."""
        return await self._run(_requests.health(), timeout, retries)

    @property
    def low_level(self) -> AuthenticatedClient:
        """The generated typed client, on the same connections."""
        return _http.low_level(self._settings, loop=self._pool.get())

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

    def _courier(self) -> _binding.HttpCourier:
        pool = _binding.twin(self._settings, self._pool)
        owner = not self._settings.embedded
        return _binding.HttpCourier(pool, self._spell, self._settings.timeout, owner=owner)

    async def _run(self, call: Call[T], timeout: Timeout, retries: int | None) -> T:
        return await _drivers.arun(self._pool.get(), self._spell, self._converse(call, timeout, retries))

    async def _walk(self, walk: _paging.Walk, timeout: Timeout, retries: int | None) -> AsyncIterator[Event]:
        while (call := walk.call) is not None:
            for event in walk.take(await self._run(call, timeout, retries)):
                yield event

    async def _chunks(
        self, call: Call[Stream], timeout: Timeout, retries: int | None
    ) -> AsyncIterator[bytes]:
        stream = await self._run(call, timeout, retries)
        async for chunk in _drivers.achunks(stream, self._limits(timeout, retries)[0]):
            yield chunk

    async def _events(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[Event]:
        reader = _rows.EventReader()
        async for chunk in chunks:
            for event in reader.read(chunk):
                yield event
        reader.end()


def _is_csv(options: Mapping[str, Any] | None) -> bool:
    return options is not None and options.get("format") == "csv"


def _falls_back(on_failure: object) -> bool:
    """Whether a failed `log` goes to the outbox. Raises ConfigurationError."""
    if on_failure not in ("raise", "enqueue"):
        raise ConfigurationError("on_failure must be 'raise' or 'enqueue'")
    return on_failure == "enqueue"


def _encoded_for_later(event: dict[str, Any], error: AuditLedgeError) -> bytes:
    """The event for the outbox. Raises `error` when the ledger is there and refuses."""
    if isinstance(error, QuotaExceededError):
        raise error
    return _requests.encode(event)
