"""`AuditLedge`, the client for threads."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast, overload

from auditledge._base_client import (
    RETRYABLE_ERRORS,
    BaseClient,
    Interval,
    OnFailure,
    Timeout,
    check_on_failure,
    enqueued_result,
)
from auditledge._core import batch, requests
from auditledge._core.download import Download
from auditledge._core.export_parser import export_reader
from auditledge._core.pagination import Pagination
from auditledge._core.responses import read_total_count
from auditledge._core.retry import send_with_retries
from auditledge._core.settings import DEFAULT_TIMEOUT, Redact, hide
from auditledge._core.tail_state import TailState
from auditledge._transport.tail import Tail
from auditledge.errors import APIConnectionError

if TYPE_CHECKING:
    import os

    import httpx
    from auditledge_openapi import AuthenticatedClient

    from auditledge._core.call import Call, StreamingResponse
    from auditledge._core.download import Progress
    from auditledge._core.export_parser import ExportReader
    from auditledge._transport.tail import OnReconnect
    from auditledge.outbox import FlushResult, Outbox
    from auditledge.outbox.factory import HTTPEventTransport
    from auditledge.types import (
        CountFilters,
        CSVExportOptions,
        Event,
        EventBatchItem,
        EventCounts,
        EventCreated,
        EventFacets,
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


class AuditLedge(BaseClient):
    """A client of the audit log. Threads can share it, and it can be created before a fork.

    `api_key` (str) is your key. `base_url` (str) is where the ledger is: `https://…`, `http://…` on loopback
    only, or `sqlite:///file.db` for a ledger inside this process, which needs no key. `timeout` (float) is
    the maximum time of a whole call, in seconds. Arguments that are left out are read from the environment
    variables AUDITLEDGE_API_KEY, AUDITLEDGE_BASE_URL and AUDITLEDGE_TIMEOUT.

    Further options: `retries` (int, default 2) is the maximum number of retries after a connection error or a
    status of 408, 429, 500, 502, 503 or 504. `organization_id` (str) is the organization of events that don't
    set one. `redact` is a list of paths such as `actor.email` or `metadata.*.token`, or a function from an
    event to an event, applied before anything leaves the process. `proxy` (str) is the URL of a proxy.
    `ca_bundle` (str) is a file of certificates to trust. `headers` (dict of str) are sent with every request;
    a `User-Agent` is put before the SDK's own. `http_client` is your own httpx.Client, which you have to
    close. `outbox` is an Outbox, or the directory (str or Path) where `enqueue` stores events.

    A context manager; `close()` does the same as leaving it. Raises ConfigurationError. The methods raise
    only the exceptions of `auditledge.errors`.
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
        http_client: httpx.Client | None = None,
        outbox: Outbox | str | os.PathLike[str] | None = None,
    ) -> None:
        api_key = hide(api_key)
        options = {"retries": retries, "organization_id": organization_id, "redact": redact, "outbox": outbox}
        network = {"proxy": proxy, "ca_bundle": ca_bundle, "headers": headers}
        super().__init__(api_key, base_url, timeout, **options, **network)
        from auditledge._transport.pool import open_pool  # noqa: PLC0415 - loads httpx

        self._pool = open_pool(self._settings, http_client)

    def log(
        self,
        event: EventInput,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
        on_failure: OnFailure = "raise",
    ) -> EventCreated:
        """Record an event, and return when it is durable.

        `event` is a dict: `actor` (dict with `id`, and optionally `name`, `email`, `type`), `action` (str),
        `resource` (dict with `type` and `id`, and optionally `name`), and optionally `organization_id` (str),
        `metadata` (dict), `timestamp` (ISO 8601 str or aware datetime), `id` (str, `evt_` and a UUIDv7),
        `on_behalf_of` (dict like `actor`), `outcome` ("success", "failure" or "denied"), `reason` (str),
        `context` (dict with `ip`, `user_agent`, `request_id`, `trace_id`, `session_id` and `location`),
        `changes` (dict from the name of each changed field to a dict with `before` and `after`), `targets`
        (list of dicts like `resource`) and `source_id` (str). Optional fields that are None count as absent.

        Returns `{"success": True, "event": {...}}` with the event as stored. Raises ValidationError before
        anything is sent if the event is invalid; its `problems` list every invalid field.

        With `on_failure="enqueue"`, an event that the ledger can't take now goes to the outbox, which
        delivers it later under the same id. Then `success` is False, and `event` is what will be sent.
        """
        if on_failure == "raise":
            return self._run(requests.log(event, self._settings), timeout, retries)
        check_on_failure(on_failure)
        content = requests.encode_event(requests.clean_timestamped_event(event, self._settings))
        try:
            return self._run(requests.log_encoded(content), timeout, retries)
        except RETRYABLE_ERRORS as error:
            result = enqueued_result(content, error)
            self.outbox.enqueue_json(content)
            return result

    def enqueue(self, event: EventInput) -> str:
        """Record an event without waiting for the ledger.

        Takes what `log` takes, and makes the event durable on this machine. The outbox delivers it in the
        background, exactly once, however long the ledger is unreachable. No network call is made, unless the
        spool can't take the event and the outbox's `on_full` is "send".

        Returns the event's id. Raises ValidationError, and OutboxFullError if the event could neither be
        stored nor sent.
        """
        cleaned = self.prepare(event)
        self.outbox.enqueue_json(requests.encode_event(cleaned))
        return cast("str", cleaned["id"])

    def flush(self, timeout: Timeout = 5.0) -> FlushResult:
        """Wait until all events enqueued so far are delivered, at most `timeout` seconds (None: no limit).

        Returns a named tuple: `delivered` and `dead` (int) since the call, `waiting` (int), the number of
        events left, and `paused`, None or the reason why nothing is delivered now, in which case it returns
        early.
        """
        return self.outbox.flush(timeout)

    def log_many(
        self,
        events: Iterable[EventInput],
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> list[EventBatchItem]:
        """Record many events, in as few requests as possible.

        Returns a result for each event, in order: a dict with `index` (int), `success` (bool), `status` (int)
        and `id` (str), and if `success` is False with `error` and `code` (str), and sometimes `problems`.
        Nothing is raised for an event that is rejected, nor for a failure of the network: an event without a
        response has the `code` "no_answer", and is safe to send again with its `id`. `timeout` bounds each
        request.
        """
        flow = batch.log_many(events, self._settings, *self._limits(timeout, retries))
        return self._pool.get().run(flow)

    def query(
        self,
        filters: QueryFilters | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> EventPage:
        """Search events, newest first.

        `filters` is a dict: `organization_id`, `actor_id`, `actor_email`, `resource_type`, `resource_id`
        (exact), `actor_name`, `action` (partial), `search` (words), `start_date`, `end_date` (ISO 8601 str,
        aware datetime, or date; inclusive), `end_before` (the same, exclusive), `order` ("desc" or "asc"),
        `limit` (int, 20), `offset` (int, 0), `cursor` (str). A filter that is None counts as absent.

        Returns `{"events": [...], "total": int, "limit": int, "offset": int, "next_cursor": str or None}`.
        A page that is not the first also has `prev_cursor` (str), which leads back.
        Raises ValidationError before anything is sent.
        """
        return self._run(requests.query(filters), timeout, retries)

    def iter_events(
        self,
        filters: QueryFilters | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Generator[Event, None, None]:
        """Iterate over all matching events, in constant memory.

        Takes the filters of `query` except `limit` and `offset`. With the `next_cursor` of a page as
        `cursor`, it starts after that page; with its `prev_cursor`, up to 1,000 events before it. Yields
        event dicts, and neither skips nor repeats an event while others are being written. `timeout` bounds
        the request for each page.
        """
        return self._iterate(Pagination(filters), timeout, retries)

    def get(self, event_id: str, *, timeout: Timeout = None, retries: int | None = None) -> Event:
        """Fetch one event by its id (str). Returns the event's dict. Raises NotFoundError."""
        return self._run(requests.get(event_id), timeout, retries)

    def tail(
        self,
        filters: TailFilters | None = None,
        *,
        after: str | None = None,
        follow: bool = True,
        on_reconnect: OnReconnect | None = None,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Tail:
        """Follow events as they are stored, in the order of storage.

        `filters` is a dict with the filters of `query` except `order`, `limit`, `offset` and `cursor`.
        `after` (str) is where to start: the `resume_token` of an earlier tail, or "beginning"; None means
        with the next event. With `follow=False` it ends when everything that is stored now has been yielded.

        Returns an iterator of event dicts, which is also a context manager. It connects when it is entered or
        first iterated. The first connection is tried like any call, within `timeout`. After that, it
        reconnects when the connection is lost or idle for 45 seconds, and resumes after the last event that
        arrived: each event is yielded once, in order. `on_reconnect` is called with the error each time. It
        ends when it, or the client, is closed. Raises ValidationError at once, and while iterating
        AuthenticationError, PermissionDeniedError or BadRequestError if no other attempt could succeed.
        """
        state = TailState(filters, after, follow=follow)
        return Tail(self._pool.get(), state, self._limits(timeout, retries), on_reconnect)

    @overload
    def export(
        self, options: CSVExportOptions, *, timeout: Timeout = None, retries: int | None = None
    ) -> str: ...

    @overload
    def export(
        self, options: JSONExportOptions | None = None, *, timeout: Timeout = None, retries: int | None = None
    ) -> list[Event]: ...

    @overload
    def export(
        self,
        options: ExportOptions,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> str | list[Event]: ...

    def export(
        self,
        options: Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> str | list[Event]:
        """Export all matching events.

        `options` is a dict: `format` ("json", the default, or "csv") and the filters of `query` except
        `limit`, `offset` and `cursor`; `csv_raw` (bool) leaves CSV cells that look like formulas unchanged.
        Returns a str for CSV, a list of event dicts for JSON. Raises ValidationError before anything is sent.
        """
        return self._run(requests.export(options), timeout, retries)

    @overload
    def export_stream(
        self, options: CSVExportOptions, *, timeout: Timeout = None, retries: int | None = None
    ) -> Generator[bytes, None, None]: ...

    @overload
    def export_stream(
        self, options: JSONExportOptions | None = None, *, timeout: Timeout = None, retries: int | None = None
    ) -> Generator[Event, None, None]: ...

    @overload
    def export_stream(
        self,
        options: ExportOptions,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Generator[bytes, None, None] | Generator[Event, None, None]: ...

    def export_stream(
        self,
        options: Mapping[str, Any] | None = None,
        *,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> Generator[Event, None, None] | Generator[bytes, None, None]:
        """Export all matching events as they arrive, in constant memory.

        Takes the options of `export`. Yields event dicts, or for `{"format": "csv"}` chunks of the CSV text
        as bytes. `timeout` bounds the wait for each chunk. An export that is interrupted raises
        APIConnectionError; what was yielded before is valid. If you stop early, close the generator
        (`contextlib.closing`, or `aclosing` on an event loop).
        """
        call = requests.export_stream(options)
        return self._read(call, export_reader(options), timeout, retries)

    def export_to(
        self,
        path: str | os.PathLike[str],
        options: ExportOptions | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> int:
        """Export all matching events into a file, and return their number.

        Takes the options of `export`. Until the export is complete, the file is named `PATH.part`. If the
        connection is lost, the export reconnects and continues after the last event; with `resume` it
        continues an earlier run with the same options. `progress` is called with the number of events and of
        bytes so far. Raises AuditLedgeError if the file can't be written.
        """
        seconds, max_retries = self._limits(timeout, retries)
        runner = self._pool.get()
        with Download(path, options, progress, resume=resume) as download:
            while not download.done:
                response = self._run(download.next_call(), timeout, retries)
                download.start_response(response)
                try:
                    for chunk in runner.stream(response, seconds):
                        download.receive(chunk)
                    download.finish()
                except APIConnectionError as error:
                    runner.sleep(download.pause_before_resuming(error, max_retries))
        return download.count

    def count(
        self,
        filters: CountFilters | None = None,
        *,
        by: str,
        limit: int | None = None,
        prefix: str | None = None,
        interval: Interval | None = None,
        timezone: str | None = None,
        split: Literal["outcome"] | None = None,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> EventCounts:
        """Count the events that match, by a field or by time.

        `filters` is a dict with the filters of `query` except `order`, `limit`, `offset` and `cursor`. `by`
        is a field, or "time". Of a field, the `limit` (20) largest groups are returned; with `prefix`, of
        those whose value, or name or email address, begins with it. By time, it is all groups with events:
        minutes, hours, days or months in a `timezone` ("UTC"). The default `interval` makes at most 200.
        With `split="outcome"`, each of them is counted by outcome, too.

        Returns `{"by": str, "groups": [{"value": str or None, "count": int}, ...], "other": int, "total":
        int}`, all counts exact; see `EventCounts`. Raises ValidationError before anything is sent.
        """
        options = {
            "by": by,
            "limit": limit,
            "prefix": prefix,
            "interval": interval,
            "timezone": timezone,
            "split": split,
        }
        return self._run(requests.count(filters, options), timeout, retries)

    def facets(
        self,
        filters: CountFilters | None = None,
        *,
        by: Sequence[str],
        limit: int | None = None,
        timeout: Timeout = None,
        retries: int | None = None,
    ) -> EventFacets:
        """Count the events that match by up to eight fields at once, in one snapshot.

        Takes the filters of `count`. `by` is a list of fields, such as `["action", "actor_id"]`. Returns
        `{"total": int, "facets": [...]}`, with counts as `count` returns them, in the order of `by`.
        """
        return self._run(requests.facets(filters, by, {"limit": limit}), timeout, retries)

    def usage(self, *, timeout: Timeout = None, retries: int | None = None) -> Usage:
        """Plan, quota and retention of the key's account.

        Returns `{"plan": str, "events_this_month": int, "events_limit": int, "retention_days": int}`.
        """
        return self._run(requests.usage(), timeout, retries)

    def health(self, *, timeout: Timeout = None, retries: int | None = None) -> Health:
        """Whether the ledger is up: `{"status": str, "version": str}`. Raises ServerError if it is not."""
        return self._run(requests.health(), timeout, retries)

    @property
    def low_level(self) -> AuthenticatedClient:
        """The generated typed client, on the same connections."""
        from auditledge._transport.low_level import low_level_client  # noqa: PLC0415 - loads httpx

        return low_level_client(self._settings, self._pool.get().http_client)

    def close(self, timeout: Timeout = 2.0) -> None:
        """Flush the outbox for at most `timeout` seconds, and close the connections.

        Events that are still waiting stay in the spool. Closing twice is harmless, and a later call opens new
        connections.
        """
        if not self._owns_connections:
            return
        if self._outboxes:
            self.outbox.close(timeout)
        if (runner := self._pool.detach()) is not None:
            runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _event_transport(self) -> HTTPEventTransport:
        from auditledge.outbox.factory import HTTPEventTransport  # noqa: PLC0415 - most need no outbox

        return HTTPEventTransport(self._pool, self._settings.timeout)

    def _run(self, call: Call[T], timeout: Timeout, retries: int | None) -> T:
        return self._pool.get().run(send_with_retries(call, *self._limits(timeout, retries)))

    def _iterate(
        self, pages: Pagination, timeout: Timeout, retries: int | None
    ) -> Generator[Event, None, None]:
        while (call := pages.next_call) is not None:
            yield from pages.read(self._run(call, timeout, retries))

    def _read(
        self, call: Call[StreamingResponse], reader: ExportReader[T], timeout: Timeout, retries: int | None
    ) -> Generator[T, None, None]:
        response = self._run(call, timeout, retries)
        seconds, _ = self._limits(timeout, retries)
        for chunk in self._pool.get().stream(response, seconds):
            yield from reader.read(chunk)
        reader.end(read_total_count(response.headers))
