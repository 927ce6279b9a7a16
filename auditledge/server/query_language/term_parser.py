"""One term of an expression: a word, a phrase, or a qualifier and its value."""

import re

from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.hints import hint
from auditledge.server.query_language.nodes import Expression, Phrase
from auditledge.server.query_language.normal_form import fold
from auditledge.server.query_language.qualifiers import JSON_ROOTS, QUALIFIERS
from auditledge.server.query_language.reader import ExpressionReader
from auditledge.server.query_language.value_parser import read_json_term, read_qualified_term

_MAX_SEGMENTS = 32
_PATH = tuple(f"{root}." for root in JSON_ROOTS)
_OPERATOR = re.compile("[!<>=]=|=~|~=|[<>=：]")  # noqa: RUF001 - a wide colon is a typo
_BEFORE_OPERATOR = re.compile("[^!<>=~：]*")  # noqa: RUF001


def read_term(reader: ExpressionReader) -> Expression | None:
    """Read a term with a qualifier. Returns None, having read nothing, if it is a word or phrase instead."""
    start = reader.at
    run = reader.run()
    name, colon, _ = run.partition(":")
    if name.startswith(_PATH) and (colon or _opens_quoted_key(reader, run)):
        reader.at = start
        return _read_path_term(reader)
    if not colon:
        reader.at = start
        return None
    if name not in QUALIFIERS:
        _reject_comparison(reader.text, name, start)
        raise _unknown_qualifier(name, start)
    reader.at = start + len(name) + 1
    return read_qualified_term(reader, name, start)


def read_word(reader: ExpressionReader) -> Phrase:
    """Read a free word, or a phrase in quotes."""
    start = reader.at
    if reader.peek() == '"':
        return _read_phrase(reader)
    word = reader.run()
    _reject_comparison(reader.text, word, start)
    if "*" in word:
        raise ExpressionError("bad_star", start + word.index("*"), "*")
    reader.reject_specials()
    return Phrase(fold(word))


def _read_phrase(reader: ExpressionReader) -> Phrase:
    start = reader.at
    phrase = reader.quoted()
    written = reader.text[start : reader.at]
    if reader.peek() == ":":
        raise ExpressionError("quoted_qualifier", start, written)
    if reader.peek() == "*":
        raise ExpressionError("bad_star", reader.at, "*")
    reader.expect_space()
    if not phrase.strip():
        raise ExpressionError("empty_phrase", start, written)
    return Phrase(fold(phrase))


def _opens_quoted_key(reader: ExpressionReader, run: str) -> bool:
    return run.endswith(".") and reader.peek() == '"'


def _read_path_term(reader: ExpressionReader) -> Expression:
    """Read a path, the colon and a value. The reader is at the root of the path."""
    start = reader.at
    root = reader.key()
    path = [root]
    while reader.peek() == ".":
        reader.at += 1
        at = reader.at
        segment = _read_segment(reader)
        _check_segment(path, segment, at)
        path.append(segment)
    name = reader.text[start : reader.at]
    if reader.peek() != ":":
        raise ExpressionError("missing_value", reader.at, name, length=0)
    reader.at += 1
    return read_json_term(reader, name, tuple(path))


def _read_segment(reader: ExpressionReader) -> str:
    at = reader.at
    if reader.peek() == '"':
        segment = reader.quoted()
        _reject_operator(reader.text, reader.at)
        if reader.peek() not in (".", ":"):
            reader.expect_space()
        return segment
    segment = reader.key()
    if not segment or "*" in segment:
        raise ExpressionError("bad_path", at, segment)
    if reader.peek() not in (".", ":"):
        _reject_operator(reader.text, at + _name_length(segment))
    reader.reject_specials()
    return segment


def _check_segment(path: list[str], segment: str, at: int) -> None:
    """Raise an error if a segment can't follow those of `path`, the first of which is the root."""
    if len(path) > _MAX_SEGMENTS:
        raise ExpressionError("path_too_long", at, segment, limit=_MAX_SEGMENTS)
    if path[0] == "changes" and len(path) == 2 and segment not in ("before", "after"):
        raise ExpressionError("bad_side", at, segment)


def _reject_comparison(text: str, word: str, start: int) -> None:
    """Raise an error if a word is a qualifier with an operator in place of the colon: `outcome=failure`."""
    length = _name_length(word)
    name = word[:length]
    if name in QUALIFIERS or name.startswith(_PATH):
        _reject_operator(text, start + length)


def _name_length(word: str) -> int:
    name = _BEFORE_OPERATOR.match(word)
    return 0 if name is None else name.end()


def _reject_operator(text: str, at: int) -> None:
    if operator := _OPERATOR.match(text, at):
        raise ExpressionError("colon_expected", at, operator.group())


def _unknown_qualifier(name: str, start: int) -> ExpressionError:
    if "*" in name:
        return ExpressionError("bad_star", start + name.index("*"), "*")
    if not name:
        return ExpressionError("no_qualifier", start)
    if (meant := hint(name)) is not None:
        return ExpressionError("qualifier_typo", start, name, hint=meant)
    return ExpressionError("unknown_qualifier", start, name)
