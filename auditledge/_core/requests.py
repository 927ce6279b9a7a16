"""The calls that the methods of a client make: their input validated, their bodies encoded."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from auditledge import contract
from auditledge._core import redaction
from auditledge._core.arguments import as_dict, check_date_range, wrong_type
from auditledge._core.call import MAX_RESPONSE_BYTES, Call, LedgerResponse, StreamingResponse
from auditledge._core.clock import now
from auditledge._core.export_parser import CSVExportReader, check_total, truncation_errors
from auditledge._core.responses import (
    decode_created,
    decode_list,
    decode_object,
    read_total_count,
    unreadable,
)
from auditledge._core.settings import EventDict, Settings
from auditledge.contract.compact_json import encode
from auditledge.contract.problems import Problem
from auditledge.errors import ValidationError

if TYPE_CHECKING:
    from auditledge.types import (
        Event,
        EventBatchResult,
        EventCounts,
        EventCreated,
        EventFacets,
        EventPage,
        Health,
        Usage,
    )

_EVENT = contract.schema("EventInput")
_MAX_EVENT_BYTES = contract.operation("createEvent").max_body_bytes or 0
_EVENT_ID = contract.operation("getEvent").parameters["event_id"].check
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def clean_event(event: object, settings: Settings) -> EventDict:
    """The event to send: validated, with an id and the default organization, and redacted.

    Raises ValidationError, which lists every problem.
    """
    cleaned, problems = _EVENT.clean(event)
    if problems and not isinstance(event, Mapping):
        raise wrong_type("event", "a dict", event)
    if problems:
        raise ValidationError.of(problems)
    if "id" not in cleaned:
        cleaned["id"] = contract.new_id("evt")
    if settings.organization_id is not None:
        cleaned.setdefault("organization_id", settings.organization_id)
    return redaction.apply(settings.redact, cast("EventDict", cleaned))


def clean_timestamped_event(event: object, settings: Settings) -> EventDict:
    """`clean_event`, with the current time by default, for an event that may arrive much later."""
    cleaned = clean_event(event, settings)
    cleaned.setdefault("timestamp", now())
    return cleaned


def encode_event(cleaned: EventDict) -> bytes:
    """A clean event as JSON. Raises ValidationError if it is longer than the ledger accepts."""
    content = encode(cleaned)
    if len(content) > _MAX_EVENT_BYTES:
        message = f"is {len(content)} bytes as JSON, more than {_MAX_EVENT_BYTES}"
        problem = Problem("event", message)
        raise ValidationError(str(problem), problems=[problem], code="payload_too_large")
    return content


def log(event: object, settings: Settings) -> "Call[EventCreated]":
    """Record an event. Raises ValidationError."""
    return log_encoded(encode_event(clean_event(event, settings)))


def log_encoded(event: bytes) -> "Call[EventCreated]":
    """Record a clean event that is encoded as JSON."""
    return Call("createEvent", decode_created, content=event)


def log_batch(events: Sequence[bytes]) -> "Call[EventBatchResult]":
    """Record clean events together, each encoded as JSON. The results do not repeat the events."""
    content = b'{"events":[' + b",".join(events) + b"]}"
    return Call("createEventBatch", decode_object, {"Prefer": "return=minimal"}, content)


def query(filters: Mapping[str, Any] | None) -> "Call[EventPage]":
    """Search. Raises ValidationError."""
    arguments = _clean_arguments("listEvents", as_dict("filters", filters))
    max_bytes = MAX_RESPONSE_BYTES + arguments.get("limit", 0) * _MAX_EVENT_BYTES
    return Call("listEvents", decode_object, arguments, max_response_bytes=max_bytes)


def get(event_id: object) -> "Call[Event]":
    """Fetch one event. Raises ValidationError for an invalid id, so that no other path can be requested."""
    problems: list[Problem] = []
    _EVENT_ID.clean_member(event_id, "event_id", problems)
    if problems:
        raise ValidationError.of(problems)
    return Call("getEvent", decode_object, {"event_id": str(event_id)})


def export(options: Mapping[str, Any] | None) -> "Call[str | list[Event]]":
    """Export every matching event at once. Raises ValidationError."""
    arguments = _clean_arguments("exportEvents", as_dict("options", options))
    decode: Callable[[LedgerResponse], Any] = _decode_export
    if arguments.get("format") == "csv":
        decode = partial(_decode_csv_export, after=bool(arguments.get("after")))
    return Call("exportEvents", decode, arguments, reserve_retry_time=False, max_response_bytes=sys.maxsize)


def _decode_export(response: LedgerResponse) -> Any:
    """The events in a response. Raises UnreadableAnswerError, and APIConnectionError if any are missing."""
    events = decode_list(response)
    with truncation_errors():
        check_total(len(events), read_total_count(response.headers))
    return events


def _decode_csv_export(response: LedgerResponse, *, after: bool) -> str:
    """The CSV text in a response. Raises UnreadableAnswerError, and APIConnectionError if it is truncated."""
    if not response.headers.get("content-type", "").startswith("text/csv"):
        raise unreadable(response, "it is not CSV")
    reader = CSVExportReader(after=after)
    reader.read(response.body)
    reader.end(read_total_count(response.headers))
    try:
        return response.body.decode()
    except UnicodeDecodeError:
        raise unreadable(response, "it is not UTF-8") from None


def export_stream(options: Mapping[str, Any] | None) -> Call[StreamingResponse]:
    """Export every matching event, to be read as it arrives. Raises ValidationError."""
    arguments = _clean_arguments("exportEvents", as_dict("options", options))
    media_type = "text/csv" if arguments.get("format") == "csv" else ""
    return Call("exportEvents", _streaming, arguments, streamed=media_type, reserve_retry_time=False)


def tail(options: Mapping[str, Any], idle_timeout: float) -> Call[StreamingResponse]:
    """Follow events as they are stored. Raises ValidationError."""
    arguments = _clean_arguments("streamEvents", options)
    return Call(
        "streamEvents", _streaming, arguments, streamed="text/event-stream", idle_timeout=idle_timeout
    )


def _streaming(response: StreamingResponse | LedgerResponse) -> StreamingResponse:
    if isinstance(response, LedgerResponse):
        raise unreadable(response, "its media type is not the one requested")
    return response


def count(filters: Mapping[str, Any] | None, options: Mapping[str, Any]) -> "Call[EventCounts]":
    """Count by a field or by time. Raises ValidationError."""
    arguments = _clean_arguments("countEvents", _with_filters(filters, options))
    return Call("countEvents", decode_object, arguments)


def facets(filters: Mapping[str, Any] | None, by: object, options: Mapping[str, Any]) -> "Call[EventFacets]":
    """Count by several fields. Raises ValidationError."""
    if isinstance(by, str) or not isinstance(by, Iterable):
        raise wrong_type("by", "a list of names", by)
    names = [str(name) for name in by]
    if any("," in _QUOTED.sub("", name) for name in names):
        message = """must have a key with a comma in quotes: 'metadata."city, country"'"""
        raise ValidationError.of([Problem("by", message)])
    arguments = _with_filters(filters, {"by": ",".join(names), **options})
    return Call("countFacets", decode_object, _clean_arguments("countFacets", arguments))


def _with_filters(filters: Mapping[str, Any] | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """Filters and options of a call. Raises ValidationError for an option among the filters."""
    arguments = as_dict("filters", filters)
    misplaced = [Problem(name, "is not a filter, but an argument") for name in options if name in arguments]
    if misplaced:
        raise ValidationError.of(misplaced)
    return {**arguments, **options}


def usage() -> "Call[Usage]":
    """Plan, quota and retention."""
    return Call("getUsage", decode_object)


def health() -> "Call[Health]":
    """Whether the ledger is up."""
    return Call("getHealth", decode_object)


def _clean_arguments(operation: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The query parameters of an operation that were passed, validated. Raises ValidationError."""
    cleaned, problems = contract.operation(operation).clean_parameters(values)
    if problems := problems or check_date_range(cleaned):
        raise ValidationError.of(problems)
    return cleaned
