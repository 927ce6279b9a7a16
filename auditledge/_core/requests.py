"""What each method sends: checked against the contract, spelled by the generated client's builders."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, urlencode

from auditledge_openapi.api.events import (
    create_event,
    create_event_batch,
    export_events,
    get_event,
    list_events,
    stream_events,
)
from auditledge_openapi.api.health import get_health
from auditledge_openapi.api.usage import get_usage
from auditledge_openapi.models import EventBatchInput
from auditledge_openapi.models import EventInput as EventModel
from auditledge_openapi.types import UNSET

from auditledge import contract
from auditledge._core.arguments import as_dict, backward, wrong_type
from auditledge._core.call import Call, Response, StreamingResponse
from auditledge._core.export_parser import TextReader, check_total, whole
from auditledge._core.responses import (
    decode_list,
    decode_object,
    decode_receipt,
    read_total_count,
    unreadable,
)
from auditledge.contract.compact_json import encode
from auditledge.contract.problems import Problem
from auditledge.errors import ValidationError

if TYPE_CHECKING:
    from auditledge.types import Event, EventBatchResult, EventCreated, EventPage, Health, Usage

T = TypeVar("T")

_EVENT = contract.schema("EventInput")
_EVENT_BYTES = contract.operation("createEvent").max_body_bytes or 0
_EVENT_ID = contract.operation("getEvent").parameters["event_id"].check


class _Body:
    """A body that is JSON already, where the builders ask a model for its dict."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value

    def to_dict(self) -> dict[str, Any]:
        return self._value


def _call(name: str, spelled: dict[str, Any], decode: Callable[[Any], T]) -> Call[T]:
    """A call from what a builder spelled as keyword arguments of `httpx.request`."""
    url = spelled["url"]
    if parameters := spelled.get("params"):
        url += "?" + urlencode({key: _text(value) for key, value in parameters.items()}, quote_via=quote)
    content = encode(spelled["json"]) if "json" in spelled else None
    headers = tuple(spelled.get("headers", {}).items())
    return Call(name, spelled["method"].upper(), url, decode, content, headers)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def clean_event(event: object, organization_id: str | None = None) -> dict[str, Any]:
    """The event as it will be sent, with an id, and an organisation where it names none.

    Raises ValidationError that names every problem.
    """
    cleaned, problems = _EVENT.clean(event)
    if problems and not isinstance(event, Mapping):
        raise wrong_type("event", "a dict", event)
    if problems:
        raise ValidationError.of(problems)
    if "id" not in cleaned:
        cleaned["id"] = contract.new_id("evt")
    if organization_id is not None:
        cleaned.setdefault("organization_id", organization_id)
    return cast("dict[str, Any]", cleaned)


def log(event: dict[str, Any]) -> "Call[EventCreated]":
    """Record a clean event."""
    body = cast("EventModel", _Body(event))
    return _call("createEvent", create_event._get_kwargs(body=body), decode_receipt)


def log_batch(events: Sequence[bytes]) -> "Call[EventBatchResult]":
    """Record clean events together, each given as JSON; results come without the events."""
    body = cast("EventBatchInput", _Body({}))
    spelled = create_event_batch._get_kwargs(body=body, prefer="return=minimal")
    del spelled["json"]
    call = _call("createEventBatch", spelled, decode_object)
    return replace(call, content=b'{"events":[' + b",".join(events) + b"]}")


def query(filters: Mapping[str, Any] | None) -> "Call[EventPage]":
    """Search. Raises ValidationError."""
    parameters = _clean_parameters("listEvents", as_dict("filters", filters))
    call = _call("listEvents", list_events._get_kwargs(**parameters), decode_object)
    return replace(
        call, max_response_bytes=call.max_response_bytes + (parameters["limit"] or 0) * _EVENT_BYTES
    )


def get(event_id: object) -> "Call[Event]":
    """Fetch one event. Raises ValidationError for what can't be an id, so that no other path is reached."""
    problems: list[Problem] = []
    _EVENT_ID.clean_member(event_id, "event_id", problems)
    if problems:
        raise ValidationError.of(problems)
    return _call("getEvent", get_event._get_kwargs(event_id=str(event_id)), decode_object)


def export(options: Mapping[str, Any] | None) -> "Call[str | list[Event]]":
    """Export everything that matches. Raises ValidationError."""
    parameters = _clean_parameters("exportEvents", as_dict("options", options))
    decode: Callable[[Response], Any] = _whole_list
    if parameters["format_"] == "csv":
        decode = partial(_whole_csv, after=bool(parameters["after"]))
    call: Call[Any] = _call("exportEvents", export_events._get_kwargs(**parameters), decode)
    return replace(call, reserve_retry_time=False, max_response_bytes=sys.maxsize)


def _whole_list(answer: Response) -> Any:
    """The events of an answer. Raises UnreadableAnswerError, and APIConnectionError if some are missing."""
    events = decode_list(answer)
    with whole():
        check_total(len(events), read_total_count(answer.headers))
    return events


def _whole_csv(answer: Response, *, after: bool) -> str:
    """The CSV text of an answer. Raises UnreadableAnswerError, and APIConnectionError if it is cut short."""
    if not answer.headers.get("content-type", "").startswith("text/csv"):
        raise unreadable(answer, "it is not CSV")
    reader = TextReader(after=after)
    reader.read(answer.body)
    reader.end(read_total_count(answer.headers))
    try:
        return answer.body.decode()
    except UnicodeDecodeError:
        raise unreadable(answer, "it is not UTF-8") from None


def export_stream(options: Mapping[str, Any] | None) -> Call[StreamingResponse]:
    """Export everything that matches, to be read as it comes. Raises ValidationError."""
    parameters = _clean_parameters("exportEvents", as_dict("options", options))
    call = _call("exportEvents", export_events._get_kwargs(**parameters), _as_it_comes)
    return replace(
        call, streamed="text/csv" if parameters["format_"] == "csv" else "", reserve_retry_time=False
    )


def tail(options: Mapping[str, Any], quiet: float) -> Call[StreamingResponse]:
    """Follow what is stored, on a stream that may be silent for `quiet` seconds. Raises ValidationError."""
    parameters = _clean_parameters("streamEvents", options)
    call = _call("streamEvents", stream_events._get_kwargs(**parameters), _as_it_comes)
    return replace(call, streamed="text/event-stream", idle_timeout=quiet)


def _as_it_comes(answer: StreamingResponse | Response) -> StreamingResponse:
    if isinstance(answer, Response):
        raise unreadable(answer, "it is not what was asked for")
    return answer


def usage() -> "Call[Usage]":
    """Plan, quota and retention."""
    return _call("getUsage", get_usage._get_kwargs(), decode_object)


def health() -> "Call[Health]":
    """Whether the ledger is up."""
    return _call("getHealth", get_health._get_kwargs(), decode_object)


def _clean_parameters(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an operation's builder; UNSET leaves a default to the ledger.

    Raises ValidationError.
    """
    operation = contract.operation(name)
    cleaned, problems = operation.clean_parameters(values)
    if problems := problems or backward(cleaned):
        raise ValidationError.of(problems)
    names = [name for name, each in operation.parameters.items() if each.location == "query"]
    return {_python_name(each): cleaned.get(each, UNSET) for each in names}


def _python_name(parameter: str) -> str:
    """The generated client ends names of built-in functions with an underscore."""
    return "format_" if parameter == "format" else parameter
