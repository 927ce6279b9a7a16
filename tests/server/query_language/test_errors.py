"""The errors of the documentation, word for word, and those of its rules that no case has."""

import pytest

from auditledge.server.query_language import ExpressionError, parse

DOCUMENTED = [
    ("outcom:failure", 0, "unknown_qualifier", 'there is no qualifier "outcom"; did you mean "outcome"?'),
    (
        "https://example.com",
        0,
        "unknown_qualifier",
        'there is no qualifier "https"; write metadata.https for a metadata field,'
        " or put a word that contains a colon in quotes",
    ),
    ("outcome=failure", 7, "colon_expected", 'use ":" instead of "="'),
    ("outcome: failure", 8, "missing_value", 'a value is missing after "outcome"'),
    (
        "metadata:x",
        0,
        "path_needed",
        '"metadata" accepts only *; name a field, as in metadata.NAME:VALUE',
    ),
    (
        "metadata.a..b:x",
        11,
        "bad_path",
        "a path segment is empty or contains *; put a key with special characters in quotes",
    ),
    (
        "changes.address.city:x",
        16,
        "bad_path",
        'a changed field is followed by "before" or "after"; put a name that contains a dot in quotes',
    ),
    (
        "outcome:failed",
        8,
        "unknown_value",
        '"failed" is not a value of outcome, which is success, failure or denied',
    ),
    (
        "timestamp:>=24h",
        12,
        "bad_time",
        '"24h" is not a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z',
    ),
    ("timestamp:2026-02-01..2026-01-01", 10, "backward_range", "the range ends before it begins"),
    (
        "metadata.amount:>100",
        16,
        "not_supported",
        'only timestamp and received_at can be compared; put a value that begins with ">" in quotes',
    ),
    (
        "action:(a OR b)",
        7,
        "not_supported",
        'write (action:a OR action:b) for several values; put a value that begins with "(" in quotes',
    ),
    (
        "ip:10.0.0.0/8",
        3,
        "not_supported",
        'networks are not supported; use a prefix such as ip:10.0.*, or for the text, write "10.0.0.0/8"',
    ),
    (
        "action:*deleted",
        7,
        "bad_star",
        "* is allowed only at the end of a value, for a prefix; put a literal * in quotes",
    ),
    ('action:"a', 7, "unclosed_quote", "this quote is not closed"),
    (
        'say"hi"',
        3,
        "stray_quote",
        'quotes must enclose a whole value, phrase or path segment; inside quotes, write \\" for a quote',
    ),
    ("“a”", 0, "curly_quote", 'typographic quotes are not quotes here; use "'),
    (
        r'"C:\Users"',
        3,
        "bad_escape",
        r'in quotes, a backslash may only precede " or \; write \\ for a backslash',
    ),
    (
        r"actor:CORP\alice",
        10,
        "bare_backslash",
        r"put a value with a backslash in quotes, and write \\ for the backslash",
    ),
    (
        '"outcome":x',
        0,
        "quoted_qualifier",
        "write a qualifier without quotes; only keys in metadata and changes can have them",
    ),
    ('action:"a"b', 10, "missing_space", 'a space is missing before "b"'),
    ("a(b)", 1, "stray_parenthesis", "put a word or value that contains a parenthesis in quotes"),
    ("(a", 0, "unclosed_parenthesis", "this parenthesis is not closed"),
    ("a)", 1, "unmatched_parenthesis", "this parenthesis closes nothing"),
    ("a OR OR b", 5, "missing_term", 'a term is missing before "OR"'),
    (
        "a - b",
        2,
        "dangling_minus",
        'write "-" directly before the term that it excludes, without a space',
    ),
    ("NOT -a", 4, "double_negation", "two negations in a row; use one, or parentheses"),
    (
        "a or b",
        2,
        "operator_case",
        "operators are upper case: OR; to search for the word, put it in quotes",
    ),
    (
        "a && b",
        2,
        "operator_symbol",
        '"&&" is not an operator; use AND, OR, NOT or "-", or put it in quotes',
    ),
    (" ", 0, "empty", "the expression is empty; leave q out to match every event"),
]

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
    ('metadata.a:"b\\', 11, "unclosed_quote", '"'),
    ('changes.a."b c":x', 10, "bad_path", "b c"),
]


@pytest.mark.parametrize(("expression", "at", "code", "message"), DOCUMENTED)
def test_message_is_as_documented(expression, at, code, message):
    error = _error(expression)
    assert (error.at, error.code, error.message) == (at, code, message)


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
