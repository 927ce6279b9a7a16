"""The value of a qualifier: an exact text, a prefix, `*`, a value of JSON, or a time."""

from dataclasses import dataclass

from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.nodes import (
    Exists,
    Expression,
    JSONEquals,
    JSONExists,
    JSONPrefix,
    Or,
    Term,
    TextEquals,
    TextPrefix,
)
from auditledge.server.query_language.normal_form import fold, json_scalars
from auditledge.server.query_language.qualifiers import (
    EXAMPLES,
    FOLDED_FIELDS,
    OUTCOMES,
    QUALIFIERS,
)
from auditledge.server.query_language.reader import ExpressionReader, is_boundary
from auditledge.server.query_language.reserved import is_network, is_number_range, reject_reserved_start
from auditledge.server.query_language.time_parser import read_time_term


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as written: at `at`, in `length` characters. `text` is without quotes and a star at the end."""

    text: str
    at: int
    length: int
    quoted: bool
    starred: bool


def read_qualified_term(reader: ExpressionReader, name: str, start: int) -> Expression:
    """Read the value of a qualifier whose name begins at `start`. The reader is after the colon."""
    qualifier = QUALIFIERS[name]
    _expect_value(reader, name)
    if qualifier.kind == "time":
        return read_time_term(reader, name, qualifier.fields[0])
    if qualifier.kind == "presence" and reader.peek() != "*":
        raise ExpressionError("path_needed", start, name, example=EXAMPLES[name])
    value = _read_value(reader, name)
    if not value.starred:
        if qualifier.kind == "outcome" and value.text not in OUTCOMES:
            raise ExpressionError("unknown_value", value.at, value.text, length=value.length)
        if qualifier.kind == "ip" and not value.quoted and is_network(value.text):
            raise ExpressionError("network", value.at, value.text)
        return _any_of([TextEquals(field, _folded(field, value.text)) for field in qualifier.fields])
    if not value.text:
        return _any_of([Exists(field) for field in qualifier.existing])
    return _any_of([TextPrefix(field, _folded(field, value.text)) for field in qualifier.prefix_fields])


def read_json_term(reader: ExpressionReader, name: str, path: tuple[str, ...]) -> Expression:
    """Read the value of a path in metadata or changes, written as `name`. The reader is after the colon."""
    _expect_value(reader, name)
    value = _read_value(reader, name, is_json=True)
    is_change = path[0] == "changes" and len(path) == 2
    if value.starred and not value.text:
        return TextEquals("changed", path[1]) if is_change else JSONExists(path)
    paths = [(*path, "before"), (*path, "after")] if is_change else [path]
    if value.starred:
        return _any_of([JSONPrefix(each, value.text) for each in paths])
    scalars = (value.text,) if value.quoted else json_scalars(value.text)
    return _any_of([JSONEquals(each, scalar) for each in paths for scalar in scalars])


def _expect_value(reader: ExpressionReader, name: str) -> None:
    if reader.at_boundary():
        raise ExpressionError("missing_value", reader.at, name, length=0)


def _read_value(reader: ExpressionReader, qualifier: str, *, is_json: bool = False) -> _Value:
    reject_reserved_start(reader, qualifier)
    if reader.peek() == '"':
        return _read_quoted(reader)
    start = reader.at
    run = reader.run()
    if is_json and is_number_range(run):
        raise ExpressionError("number_range", start, run)
    text, star, rest = run.partition("*")
    if star and (rest or not reader.at_boundary()):
        raise ExpressionError("bad_star", start + len(text), "*")
    reader.reject_specials()
    return _Value(text, start, len(run), quoted=False, starred=bool(star))


def _read_quoted(reader: ExpressionReader) -> _Value:
    start = reader.at
    text = reader.quoted()
    starred = reader.peek() == "*"
    if starred:
        if not text or not is_boundary(reader.text[reader.at + 1 : reader.at + 2]):
            raise ExpressionError("bad_star", reader.at, "*")
        reader.at += 1
    reader.expect_space()
    return _Value(text, start, reader.at - start, quoted=True, starred=starred)


def _folded(field: str, text: str) -> str:
    return fold(text) if field in FOLDED_FIELDS else text


def _any_of(terms: list[Term]) -> Expression:
    return terms[0] if len(terms) == 1 else Or(tuple(terms))
