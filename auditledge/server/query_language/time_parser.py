"""The value of a time: a day, an instant, a comparison or a range."""

from auditledge.contract.timestamps import parse_boundary
from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.nodes import Exists, TimeRange
from auditledge.server.query_language.reader import ExpressionReader
from auditledge.server.query_language.reserved import COMPARISON, reject_reserved_start


def read_time_term(reader: ExpressionReader, qualifier: str, field: str) -> Exists | TimeRange:
    """Read the value of a qualifier for times; the reader is after its colon, before a value."""
    if comparison := COMPARISON.match(reader.text, reader.at):
        return _read_comparison(reader, field, comparison.group())
    reject_reserved_start(reader, qualifier)
    at = reader.at
    if reader.peek() == '"':
        return TimeRange(field, *_read_quoted(reader))
    text = _read_plain(reader)
    if text == "*":
        return Exists(field)
    if ".." in text:
        return _range(field, text, at)
    return TimeRange(field, *_bounds(text, at, len(text)))


def _read_comparison(reader: ExpressionReader, field: str, sign: str) -> TimeRange:
    reader.at += len(sign)
    if reader.at_boundary():
        raise ExpressionError("missing_value", reader.at, sign, length=0)
    at = reader.at
    if reader.peek() == '"':
        first, last = _read_quoted(reader)
    else:
        text = _read_plain(reader)
        first, last = _bounds(text, at, len(text))
    match sign:
        case ">":
            return TimeRange(field, last + 1, None)
        case ">=":
            return TimeRange(field, first, None)
        case "<":
            return TimeRange(field, None, first - 1)
        case _:
            return TimeRange(field, None, last)


def _range(field: str, text: str, at: int) -> TimeRange:
    start, _, end = text.partition("..")
    end_at = at + len(start) + 2
    first = None if start == "*" else _bounds(start, at, len(start))[0]
    last = None if end == "*" else _bounds(end, end_at, len(end))[1]
    if first is not None and last is not None and first > last:
        raise ExpressionError("backward_range", at, text)
    return TimeRange(field, first, last)


def _read_plain(reader: ExpressionReader) -> str:
    text = reader.run()
    reader.reject_specials()
    return text


def _read_quoted(reader: ExpressionReader) -> tuple[int, int]:
    at = reader.at
    text = reader.quoted()
    if reader.peek() == "*":
        raise ExpressionError("bad_star", reader.at, "*")
    reader.expect_space()
    return _bounds(text, at, reader.at - at)


def _bounds(text: str, at: int, length: int) -> tuple[int, int]:
    """The first and last microsecond of a day, or an instant twice."""
    try:
        return parse_boundary(text), parse_boundary(text, end=True)
    except ValueError:
        raise ExpressionError("bad_time", at, text, length=length) from None
