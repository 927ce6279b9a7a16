"""Errors that follow from the rules of the language, beyond those of the cases and of the documentation."""

import pytest

from auditledge.server.query_language import ExpressionError, parse

RULES = [
    # expression, at, code, about
    ("(" * 20 + "a" + ")" * 20 + " (" * 21, 82, "too_deep", ""),
    ("a" * 8192 + "\0", 8192, "too_long", ""),
    ("a \ud800", 2, "bad_character", ""),
    (" ".join(["id:a"] * 101), 500, "too_many_terms", ""),
    ("-" + " -".join(["id:a"] * 101), 601, "too_many_terms", ""),
    ("metadata." + ".".join(["a"] * 33) + ":x", 73, "bad_path", "a"),
    ("changes.a.after." + ".".join(["b"] * 31) + ":x", 76, "bad_path", "b"),
    ("((a", 1, "unclosed_parenthesis", "("),
    ("(", 1, "missing_term", ""),
    ("a OR )", 5, "unmatched_parenthesis", ")"),
    ("not(a)", 0, "operator_case", "not"),
    ("-NOT a", 1, "double_negation", "NOT"),
    ("-OR", 1, "missing_term", "OR"),
    ("(-)", 1, "dangling_minus", "-"),
    ("-!a", 1, "operator_symbol", "!"),
    ("a &(b)", 2, "operator_symbol", "&"),
    ("*:*", 0, "bad_star", "*"),
    ("out*come:x", 3, "bad_star", "*"),
    ("metadata:*x", 9, "bad_star", "*"),
    ("action:**", 7, "bad_star", "*"),
    ('action:a*"b"', 8, "bad_star", "*"),
    ('timestamp:"2026-01-01"*', 22, "bad_star", "*"),
    ("timestamp:2026-01-*", 10, "bad_time", "2026-01-*"),
    ('timestamp:"2026-01-01..2026-01-02"', 10, "bad_time", "2026-01-01..2026-01-02"),
    ("timestamp:>2026-01-01..2026-01-02", 11, "bad_time", "2026-01-01..2026-01-02"),
    ("timestamp:..2026-01-01", 10, "bad_time", ""),
    ("timestamp:2026-01-01T12:00:00", 10, "bad_time", "2026-01-01T12:00:00"),
    ("timestamp:=2026-01-01", 10, "not_supported", "="),
    ("timestamp:> 2026-01-01", 11, "missing_value", ">"),
    ("timestamp:", 10, "missing_value", "timestamp"),
    ("action:)", 7, "missing_value", "action"),
    ('metadata."a.b" x', 14, "missing_value", 'metadata."a.b"'),
    ('metadata."a.b"=x', 14, "colon_expected", "="),
    ("metadata.amount:>=100", 16, "not_supported", ">="),
    ("metadata.amount:*..5", 16, "not_supported", "*..5"),
    ("metadata.amount:-1.5..2e3", 16, "not_supported", "-1.5..2e3"),
    ("ip:10.0.0.0/255.0.0.0", 3, "not_supported", "10.0.0.0/255.0.0.0"),
    ("action:~a", 7, "not_supported", "~"),
    ("action:{a", 7, "not_supported", "{"),
    ("action:„a", 7, "curly_quote", "„"),
    ("outcome==failure", 7, "colon_expected", "=="),
    ("timestamp<2026-01-01", 9, "colon_expected", "<"),
    ('outcome="failure"', 7, "colon_expected", "="),
    ("outcome=a*", 7, "colon_expected", "="),
    ('actor.name:Alice"Smith', 16, "stray_quote", '"'),
    ('action:"a"(b)', 10, "missing_space", "("),
    ('"a""b"', 3, "missing_space", '"'),
    ("metadata.a\\:x", 10, "bare_backslash", "\\"),
    ("metadata.a(b):x", 10, "stray_parenthesis", "("),
    ('outcome:""', 8, "unknown_value", ""),
    ('metadata.a:"b\\', 13, "bad_escape", "\\"),
    ('metadata.a:"b\\"', 11, "unclosed_quote", '"'),
    ('changes.a."b c":x', 10, "bad_path", "b c"),
]


@pytest.mark.parametrize(("expression", "at", "code", "about"), RULES)
def test_first_error_is_found_at_its_place(expression, at, code, about):
    error = _error(expression)
    assert (error.at, error.code, error.about) == (at, code, about)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("actr", "actor"),
        ("User", "actor"),
        ("status", "outcome"),
        ("org_id", "organization_id"),
        ("start_date", "timestamp"),
        ("meta", "metadata"),
        ("OUTCOME", "outcome"),
        ("actor.ids", "actor.id"),
        ("resource.typ", "resource.type"),
        ("metdata.request.ip", "metadata.request.ip"),
        ("metadata_amount", "metadata.amount"),
        ("meta_data.ip", "metadata.ip"),
        ("change.status", "changes.status"),
        ("zzzzzz", None),
        ("http", None),
        ("x" * 8_000, None),
    ],
)
def test_unknown_qualifier_has_a_hint_if_one_resembles_it(name, hint):
    error = _error(f"{name}:x")
    assert (error.code, error.hint) == ("unknown_qualifier", hint)


def test_free_words_of_a_search_count_too():
    parse("a b", search_words=14)
    with pytest.raises(ExpressionError) as caught:
        parse("a id:x b", search_words=15)
    assert (caught.value.code, caught.value.at) == ("too_many_words", 7)
    assert "search and q together" in caught.value.message


def test_length_is_that_of_the_text_as_written():
    assert _error('outcome:"a\\"b"').length == len('"a\\"b"')
    assert _error("outcom:x").length == len("outcom")
    assert _error("outcome:").length == 0


def test_text_of_an_error_quotes_nothing():
    assert str(_error("outcome:secret")) == "unknown_value"
    assert "secret" not in repr(_error("outcome:secret"))


def test_message_shortens_what_it_quotes():
    error = _error("x" * 8_000 + ":y")
    assert len(error.message) < 500
    assert len(error.about) == 8_000


def _error(expression: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(expression)
    return caught.value
