"""Query text to typed values. Closed like bodies are: what is unknown, doubled or malformed is refused."""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from auditledge import contract
from auditledge.contract.coverage import check_parameters
from auditledge.contract.problems import DETAILS, MAX_PROBLEMS, ExpressionProblem
from auditledge.server.errors import InvalidRequestError
from auditledge.server.ledger.counts import CountQuery, HistogramQuery
from auditledge.server.ledger.queries import ExportQuery, PageQuery, StreamQuery
from auditledge.server.ledger.time_intervals import time_zone
from auditledge.server.query_language import Expression, ExpressionError, JSONExists
from auditledge.server.query_language import parse as parse_expression
from auditledge.server.stores.models import GROUP_DIMENSIONS, READ_DIMENSIONS, Filters, GroupRequest

_INTEGER = re.compile(r"-?[0-9]{1,99}")
_STRAY_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_DEFAULT_LIMIT = 20
_FACET = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)*', re.DOTALL)  # commas in quotes belong to a path
MAX_FACETS = 8


class ExportFormat(NamedTuple):
    """How to write an export. `name` is `json` or `csv`; `csv_raw` leaves out the guard against formulas."""

    name: str
    csv_raw: bool


def parse(operation: contract.Operation, query: bytes) -> dict[str, Any]:
    """The query parameters of a request, typed and checked; those not given are left out.

    Raises InvalidRequestError that names the problems.
    """
    problems: list[contract.Problem] = []
    texts = dict(_pairs(query, problems))
    values = {}
    for name, text in texts.items():
        parameter = operation.parameters.get(name)
        read = _READERS.get(parameter.schema["type"]) if parameter else None
        try:
            values[name] = read(text) if read else text
        except ValueError as error:
            problems.append(contract.Problem(name, str(error)))
    cleaned, more = operation.clean_parameters(values)
    if problems or more:
        raise InvalidRequestError(problems + more)
    return cleaned


def page_query(values: Mapping[str, Any]) -> PageQuery:
    """The search that parsed values ask for. Raises LedgerError when cursor and offset are both given."""
    offset, cursor = values.get("offset", 0), values.get("cursor")
    if cursor is not None and offset > 0:
        raise InvalidRequestError([contract.Problem("offset", "can't be combined with cursor")])
    limit = values.get("limit", _DEFAULT_LIMIT)
    return PageQuery(_filters(values), values.get("order", "desc"), limit, offset, cursor)


def export_query(values: Mapping[str, Any]) -> ExportQuery:
    """The export that parsed values ask for."""
    return ExportQuery(_filters(values), values.get("order", "desc"), values.get("after"))


def export_format(values: Mapping[str, Any]) -> ExportFormat:
    """The format of the export that parsed values ask for."""
    return ExportFormat(values.get("format", "json"), values.get("csv_raw", False))


def csv_format(values: Mapping[str, Any]) -> ExportFormat:
    """The format of the export as CSV that parsed values ask for."""
    return ExportFormat("csv", values.get("csv_raw", False))


def stream_query(values: Mapping[str, Any], last_event_id: bytes | None) -> StreamQuery:
    """The stream that parsed values ask for, or a Last-Event-ID header, which is the newer of the two."""
    after = last_event_id.decode("latin-1") if last_event_id else values.get("after")
    return StreamQuery(_filters(values), after, values.get("follow", True))


def count_query(values: Mapping[str, Any]) -> CountQuery | HistogramQuery:
    """The counts that parsed values ask for. Raises InvalidRequestError."""
    by, filters = values["by"], _filters(values)
    if by != "time":
        _refuse(values, ("interval", "timezone", "split"), "goes with by=time alone")
        limit, prefix = values.get("limit", _DEFAULT_LIMIT), values.get("prefix")
        return CountQuery(filters, [_group_request(by, limit, prefix)])
    _refuse(values, ("prefix",), "can't be combined with by=time")
    try:
        zone = time_zone(values.get("timezone", "UTC"))
    except ValueError as error:
        raise InvalidRequestError([contract.Problem("timezone", str(error))]) from None
    return HistogramQuery(filters, values.get("interval", "auto"), zone, "split" in values)


def facets_query(values: Mapping[str, Any]) -> CountQuery:
    """The facets that parsed values ask for. Raises InvalidRequestError."""
    names = list(_facet_names(values["by"]))
    if len(names) > MAX_FACETS:
        raise InvalidRequestError([contract.Problem("by", f"must not name more than {MAX_FACETS} fields")])
    if len(set(names)) < len(names):
        raise InvalidRequestError([contract.Problem("by", "must not name a field twice")])
    limit = values.get("limit", _DEFAULT_LIMIT)
    return CountQuery(_filters(values), [_group_request(name, limit, is_facet=True) for name in names])


def _facet_names(by: str) -> Iterator[str]:
    start = 0
    while start <= len(by) and (found := _FACET.match(by, start)):
        yield found[0]
        start = found.end() + 1


def _group_request(by: str, limit: int, prefix: str | None = None, *, is_facet: bool = False) -> GroupRequest:
    if by in (*GROUP_DIMENSIONS, *READ_DIMENSIONS):
        return GroupRequest(by, limit, prefix)
    if by.startswith("metadata."):
        with contextlib.suppress(ExpressionError):
            term = parse_expression(f"{by}:*")
            if isinstance(term, JSONExists):
                return GroupRequest(by, limit, prefix, term.path)
    names = ", ".join(sorted((*GROUP_DIMENSIONS, *READ_DIMENSIONS)))
    rest = "or metadata.PATH; time can't be a facet" if is_facet else "metadata.PATH, or time"
    message = f"must be {names}, {rest}"
    raise InvalidRequestError([contract.Problem("by", message)])


def _refuse(values: Mapping[str, Any], names: Iterable[str], message: str) -> None:
    problems = [contract.Problem(name, message) for name in names if name in values]
    if problems:
        raise InvalidRequestError(problems)


_TEXT_FILTERS = [name for name in Filters._fields if name in contract.FILTERS and name != "search"]
"""The filters that the ledger matches as they are."""


def _filters(values: Mapping[str, Any]) -> Filters:
    start = values.get("start_date")
    words = contract.search_words(values.get("search", ""))
    return Filters(
        organization=values.get("organization_id"),
        search=words,
        expression=_expression(values["q"], words) if "q" in values else None,
        start=None if start is None else contract.parse_boundary(start),
        end=min(_ends(values), default=None),
        **{name: values.get(name) for name in _TEXT_FILTERS},
    )


def _ends(values: Mapping[str, Any]) -> Iterator[int]:
    """The last microsecond that each given end of the time range includes."""
    if (end := values.get("end_date")) is not None:
        yield contract.parse_boundary(end, end=True)
    if (end := values.get("end_before")) is not None:
        yield contract.parse_boundary(end) - 1


def _expression(text: str, words: Sequence[str]) -> Expression:
    try:
        return parse_expression(text, search_words=len(words))
    except ExpressionError as error:
        details = {name: getattr(error, name) for name in DETAILS}
        raise InvalidRequestError([ExpressionProblem.of("q", error.message, details)]) from None


def _pairs(query: bytes, problems: list[contract.Problem]) -> Iterator[tuple[str, str]]:
    seen = set()
    for part in filter(None, query.split(b"&")):
        if len(problems) >= MAX_PROBLEMS:
            break
        name, _, text = part.partition(b"=")
        try:
            pair = _unquote(name), _unquote(text)
        except ValueError:
            spoken = unquote_to_bytes(name).decode("utf-8", "replace")
            problems.append(contract.Problem(spoken, "is not percent-encoded UTF-8"))
            continue
        if pair[0] in seen:
            problems.append(contract.Problem(pair[0], "is given more than once"))
        seen.add(pair[0])
        yield pair


def _unquote(text: bytes) -> str:
    if _STRAY_PERCENT.search(text):
        raise ValueError
    return unquote_to_bytes(text.replace(b"+", b" ")).decode("utf-8")


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("must be an integer")
    return int(text)


def _boolean(text: str) -> bool:
    # Generators write booleans as their language does: Python as True, PHP as 1.
    value = _BOOLEANS.get(text.lower())
    if value is None:
        raise ValueError("must be true or false")
    return value


_READERS: dict[str, Callable[[str], Any]] = {"integer": _integer, "boolean": _boolean}

check_parameters("listEvents", page_query, file=__file__)
check_parameters("exportEvents", lambda values: (export_query(values), export_format(values)), file=__file__)
check_parameters(
    "countEvents",
    lambda values: count_query({**values, "by": "action"}),
    file=__file__,
    other_than=("by", "interval", "timezone", "split"),
)
check_parameters(
    "countEvents",
    lambda values: count_query(
        values | {"by": "time"} | {name: "Asia/Tokyo" for name in values if name == "timezone"}
    ),
    file=__file__,
    other_than=("by", "limit", "prefix"),
)
check_parameters(
    "countFacets",
    lambda values: facets_query({**values, "by": "action"}),
    file=__file__,
    other_than=("by",),
)
check_parameters("exportEventsCsv", lambda values: (export_query(values), csv_format(values)), file=__file__)
check_parameters("streamEvents", lambda values: stream_query(values, None), file=__file__)
