"""The error of an expression: where it is, and how to fix it."""

_MESSAGES = {
    "empty": "the expression is empty; leave q out to match every event",
    "too_long": "the expression has more than {limit} characters",
    "bad_character": "the expression contains U+0000 or half of a surrogate pair",
    "too_many_terms": "the expression has more than {limit} terms",
    "too_many_words": "the expression has more than {limit} free words and phrases",
    "too_many_search_words": "search and q together have more than {limit} free words and phrases",
    "too_deep": "more than {limit} parentheses are nested",
    "unknown_qualifier": 'there is no qualifier "{about}"; write metadata.{about} for a metadata field,'
    " or put a word that contains a colon in quotes",
    "qualifier_typo": 'there is no qualifier "{about}"; did you mean "{hint}"?',
    "no_qualifier": "a qualifier is missing before the colon; put a word that contains a colon in quotes",
    "colon_expected": 'use ":" instead of "{about}"',
    "missing_value": 'a value is missing after "{about}"',
    "empty_phrase": "this phrase is empty; write a word between the quotes",
    "path_needed": '"{about}" accepts only *; name a field, as in {example}',
    "bad_path": "a path segment is empty or contains *; put a key with special characters in quotes",
    "path_too_long": "a path has more than {limit} segments",
    "bad_side": 'a changed field is followed by "before" or "after";'
    " put a name that contains a dot in quotes",
    "unknown_value": '"{about}" is not a value of outcome, which is success, failure or denied',
    "bad_time": '"{about}" is not a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z',
    "backward_range": "the range ends before it begins",
    "not_supported": 'put a value that begins with "{about}" in quotes',
    "comparison": "only timestamp and received_at can be compared;"
    ' put a value that begins with "{about}" in quotes',
    "number_range": 'ranges of numbers are not supported; for the text, write "{about}"',
    "list": "write ({qualifier}:a OR {qualifier}:b) for several values;"
    ' put a value that begins with "(" in quotes',
    "network": 'networks are not supported; use a prefix such as ip:10.0.*, or for the text, write "{about}"',
    "bad_star": "* is allowed only at the end of a value, for a prefix; put a literal * in quotes",
    "unclosed_quote": "this quote is not closed",
    "stray_quote": "quotes must enclose a whole value, phrase or path segment;"
    ' inside quotes, write \\" for a quote',
    "curly_quote": 'typographic quotes are not quotes here; use "',
    "bad_escape": 'in quotes, a backslash may only precede " or \\; write \\\\ for a backslash',
    "bare_backslash": "put a value with a backslash in quotes, and write \\\\ for the backslash",
    "quoted_qualifier": "write a qualifier without quotes; only keys in metadata and changes can have them",
    "missing_space": 'a space is missing before "{about}"',
    "stray_parenthesis": "put a word or value that contains a parenthesis in quotes",
    "unclosed_parenthesis": "this parenthesis is not closed",
    "unmatched_parenthesis": "this parenthesis closes nothing",
    "missing_term": 'a term is missing before "{about}"',
    "missing_last_term": "a term is missing at the end",
    "dangling_minus": 'write "-" directly before the term that it excludes, without a space',
    "double_negation": "two negations in a row; use one, or parentheses",
    "operator_case": "operators are upper case: {operator}; to search for the word, put it in quotes",
    "operator_symbol": '"{about}" is not an operator; use AND, OR, NOT or "-", or put it in quotes',
}

_CODES = {
    "too_many_search_words": "too_many_words",
    "qualifier_typo": "unknown_qualifier",
    "no_qualifier": "unknown_qualifier",
    "empty_phrase": "missing_value",
    "path_too_long": "bad_path",
    "bad_side": "bad_path",
    "comparison": "not_supported",
    "number_range": "not_supported",
    "list": "not_supported",
    "network": "not_supported",
    "missing_last_term": "missing_term",
}
"""Codes that have more than one message."""

_MAX_SHOWN = 100  # characters of the expression in a message


class ExpressionError(ValueError):
    """The first error of an expression. Its text is the code alone, so that a log line never quotes `q`.

    `at` is how many characters (code points) precede the place, and `length` how many it has: none for a
    limit and at the end. `about` is the text that is wrong, without the quotes of a value. `hint` is a
    qualifier that resembles an unknown one. `message` says how to fix it.
    """

    def __init__(
        self, reason: str, at: int, about: str = "", *, length: int | None = None, **details: str | int
    ) -> None:
        self.code: str = _CODES.get(reason, reason)
        super().__init__(self.code)
        self.at = at
        self.length: int = len(about) if length is None else length
        self.about = about
        self.hint: str | None = str(details["hint"]) if "hint" in details else None
        self.message: str = _MESSAGES[reason].format(about=_shorten(about), **details)


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
