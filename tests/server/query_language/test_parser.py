"""Any text is an expression or gets a defined error, quickly. What means the same has the same nodes."""

import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditledge.server.query_language import (
    And,
    Exists,
    ExpressionError,
    JSONEquals,
    Not,
    Or,
    Phrase,
    TextEquals,
    TextPrefix,
    TimeRange,
    memory_size,
    parse,
)

_DOCUMENTED_CODES = {
    *("unknown_qualifier", "colon_expected", "missing_value", "path_needed", "bad_path", "unknown_value"),
    *("bad_time", "backward_range", "not_supported", "bad_star", "unclosed_quote", "stray_quote"),
    *("curly_quote", "bad_escape", "bare_backslash", "quoted_qualifier", "missing_space"),
    *("stray_parenthesis", "unclosed_parenthesis", "unmatched_parenthesis", "missing_term"),
    *("dangling_minus", "double_negation", "operator_case", "operator_symbol", "empty", "too_long"),
    *("too_many_terms", "too_many_words", "too_deep", "bad_character"),
}
_PIECES = ["(", ")", '"', "\\", "*", ":", "-", "NOT", "AND", "OR", "or", " ", "\t", "a", "action", "outcome:"]
_PIECES += ["metadata.", "changes.", "timestamp:", "2026-01-01", "..", ">", "=", "!", "“", ".", "ip:", "1"]
_PIECES += ["before", "\\\\", '\\"', "10.0.0.0/8", "\uff1a", "~", "[", "ß", "\u3000", "&&"]

_UNITS = ["a ", "(a ", "-(", "a OR ", "id:a ", 'metadata."a"', "metadata.a", "((", "a.", "_", "x:", "NOT("]
_UNITS += ["actor.name:*", "a=", "timestamp:2026-01-01..", "metdata.", "\uff11"]


@settings(max_examples=1_000, deadline=None)
@given(st.text() | st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@example('metadata."')
@example('metadata.a."b".')
@example("NOT")
def test_any_text_is_an_expression_or_gets_a_defined_error(text):
    error = _error(text)
    if error is None:
        return
    assert error.code in _DOCUMENTED_CODES
    assert 0 <= error.at <= error.at + error.length <= len(text)
    assert error.message
    if error.length and error.code not in ("unknown_value", "bad_time", "bad_path"):
        assert text[error.at : error.at + error.length] == error.about


def _error(text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error
    return None


@pytest.mark.parametrize("unit", [*_PIECES, *_UNITS])
def test_longest_expression_is_read_in_milliseconds(unit):
    text = (unit * 8_192)[:8_192]
    fastest = min(_seconds(text) for _ in range(3))
    assert fastest < 0.05


def _seconds(text: str) -> float:
    started = time.process_time()
    _error(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a b", "a AND b"),
        ("NOT a", "-a"),
        ("(a)", "a"),
        ("a b OR c", "(a b) OR c"),
        ('action:"a"', "action:a"),
        ("org:x", "organization_id:x"),
        ("time:2026-01-01", "timestamp:2026-01-01T00:00:00Z..2026-01-01T23:59:59.999999Z"),
        ("timestamp:>2026-01-01", "timestamp:>=2026-01-02"),
        ("metadata.a:1.0e0", "metadata.a:1.0e0 "),
        ('metadata."a".b:x', "metadata.a.b:x"),
        ("changes.a:*", "changed:a"),
        ("actor.name:STRASSE", "actor.name:straße"),
    ],
)
def test_what_means_the_same_has_one_form(text, same):
    assert parse(text) == parse(same)


def test_nodes_are_what_an_index_needs():
    assert parse("-outcome:failure action:a* metadata.a:1 b timestamp:<1970-01-01 ip:*") == And(
        (
            Not(TextEquals("outcome", "failure")),
            TextPrefix("action", "a"),
            Or((JSONEquals(("metadata", "a"), "1"), JSONEquals(("metadata", "a"), 1))),
            Phrase("b"),
            TimeRange("timestamp", None, -1),
            Exists("context.ip"),
        )
    )
    assert parse("resource:A:b") == Or((TextEquals("resource.type", "A:b"), TextEquals("resource", "A:b")))


@pytest.mark.parametrize(
    "text", ["actor:" + "\U00010348" * 8_000, "a", " OR ".join(["metadata.a.b:1"] * 100)]
)
def test_memory_of_an_expression_is_about_what_it_takes(text):
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        expression = parse(text)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken / 2 < memory_size(expression) < 10 * taken
