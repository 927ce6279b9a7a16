"""Which tracked tables an SQL statement writes, by its text.

This errs on the side of "may write": a statement that writes something, and mentions a tracked table in a
place where this module can't tell reading from writing, counts. It sees nothing that the text doesn't show:
what triggers, functions and stored procedures write, and rows that a foreign key's ON DELETE CASCADE deletes.
Statements that define tables (CREATE, ALTER, DROP) are not considered.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_PATTERN = r"""
      (?P<skip> \s+ | --[^\n]* | (?m:^\#[^\n]*) | /\*(?!!).*?(?:\*/|\Z) )
    | (?P<body> \$(?P<tag>\w*)\$ .*? (?:\$(?P=tag)\$|\Z) )
    | (?P<text> '(?: '' | ESCAPE [^'] )*(?:'|\Z) )
    | (?P<name> "(?:""|[^"])*" | `(?:``|[^`])*` | \[[^\]\d][^\]]*\] )
    | (?P<word> [^\W\d]\w* )
    | (?P<mark> . )
"""
_FLAGS = re.VERBOSE | re.DOTALL
_TOKEN = re.compile(_PATTERN.replace("ESCAPE", ""), _FLAGS)
_TOKEN_WITH_ESCAPES = re.compile(_PATTERN.replace("ESCAPE", r"\\. |"), _FLAGS)
_MAY_WRITE = re.compile(
    r"\b(?:insert|update|delete|merge|replace|truncate|copy|load|upsert|call|do|execute|exec)\b",
    re.IGNORECASE,
)
_CACHED_CHARACTERS = 8_192
"""Longer statements, mostly with thousands of placeholders, are not cached."""


class TableWrite(NamedTuple):
    """A statement that writes a table, or may write it.

    `statement` is its kind, such as `UPDATE`. `columns` are those that it sets, as far as its text shows.
    """

    table: str
    statement: str
    columns: tuple[str, ...] = ()


class _Token(NamedTuple):
    kind: str  # word, name (quoted), text, body or mark
    text: str


class WriteDetector:
    """Finds which of `tables` a statement writes. Names are compared without schema and case."""

    def __init__(self, tables: Iterable[str]) -> None:
        self._tables = {name.casefold(): name for name in tables}
        names = "|".join(sorted(map(re.escape, self._tables)))
        self._mentions = re.compile(names or r"(?!)", re.IGNORECASE)
        self._cached = lru_cache(maxsize=1024)(self._find)

    def writes(self, sql: str) -> tuple[TableWrite, ...]:
        """The tables that `sql` writes or may write, each once."""
        return self._cached(sql) if len(sql) <= _CACHED_CHARACTERS else self._find(sql)

    def _find(self, sql: str) -> tuple[TableWrite, ...]:
        if not _MAY_WRITE.search(sql) or not self._mentions.search(sql):
            return ()
        # Whether a backslash escapes a quote depends on the database, so both readings count.
        readings = [_TOKEN, _TOKEN_WITH_ESCAPES] if "\\'" in sql else [_TOKEN]
        found: dict[str, TableWrite] = {}
        for statement in (each for pattern in readings for each in _statements(_tokens(pattern, sql))):
            for kind, region, columns in _write_regions(statement):
                for table in self._named(region):
                    found.setdefault(table, TableWrite(table, kind, columns))
        return tuple(found.values())

    def _named(self, region: Sequence[_Token]) -> Iterator[str]:
        for token in region:
            if token.kind == "body":  # the code of a block: any table in it may be written
                yield from (self._tables[name.casefold()] for name in self._mentions.findall(token.text))
            elif token.kind in {"word", "name"} and token.text.casefold() in self._tables:
                yield self._tables[token.text.casefold()]


def _tokens(pattern: re.Pattern[str], sql: str) -> Iterator[_Token]:
    for match in pattern.finditer(sql):
        kind, text = match.lastgroup or "", match.group()
        if kind == "name":
            closing = text[-1]
            text = text[1:-1].replace(closing * 2, closing)
        if kind != "skip":
            yield _Token(kind, text)


def _statements(tokens: Iterable[_Token]) -> Iterator[list[_Token]]:
    """The tokens of each statement; `;` separates them."""
    statement: list[_Token] = []
    for token in tokens:
        if token == _Token("mark", ";"):
            yield statement
            statement = []
        else:
            statement.append(token)
    yield statement


# The words after which the target of a write is over.
_ENDS = {
    "INSERT": {"(", "VALUES", "SELECT", "DEFAULT", "SET", "WITH", "TABLE"},
    "REPLACE": {"(", "VALUES", "SELECT", "SET", "WITH"},
    "UPSERT": {"(", "VALUES", "SELECT"},
    "UPDATE": {"SET"},
    "DELETE": {"WHERE", "USING", "RETURNING", "LIMIT", "ORDER"},
    "MERGE": {"USING"},
    "TRUNCATE": set[str](),
    "COPY": {"FROM", "TO"},
}
_FIRST_ONLY = {"TRUNCATE", "COPY"}
"""Statements that begin with this word; elsewhere it is the name of a column or function."""
_WHOLE = {"DO", "CALL", "EXECUTE", "EXEC", "LOAD"}
"""Statements that may write whatever they mention, if they are the first word."""
_NOT_AN_UPDATE = {"FOR", "DO", "KEY", "ON", "NO"}
"""Words before UPDATE that make it a clause: FOR UPDATE, DO UPDATE, ON DUPLICATE KEY UPDATE."""
_DEFINITIONS = {"CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "COMMENT"}


class _Region(NamedTuple):
    """The kind of a write, the tokens that name what it writes, and the columns that it sets."""

    kind: str
    tokens: Sequence[_Token]
    columns: tuple[str, ...]


def _write_regions(statement: Sequence[_Token]) -> Iterator[_Region]:
    words = [token.text.upper() if token.kind in {"word", "mark"} else "" for token in statement]
    first = words[0] if words else ""
    if first in _DEFINITIONS:
        return
    if first in _WHOLE:
        yield _Region(first, [_readable(token) for token in statement], ())
        return
    for index, word in enumerate(words):
        if word not in _ENDS or _is_clause(words, index):
            continue
        end = next((at for at in range(index + 1, len(words)) if words[at] in _ENDS[word]), len(words))
        if word == "COPY" and words[end : end + 1] == ["TO"]:
            continue
        columns = _listed_columns if words[end : end + 1] == ["("] else _assigned_columns
        yield _Region(word, statement[index + 1 : end], tuple(dict.fromkeys(columns(statement, end))))


def _listed_columns(statement: Sequence[_Token], start: int) -> Iterator[str]:
    """The names in the parentheses that begin at `start`: `(a, b)`."""
    for token in statement[start + 1 :]:
        if token.text == ")" and token.kind == "mark":
            return
        if token.kind in {"word", "name"}:
            yield token.text


def _assigned_columns(statement: Sequence[_Token], start: int) -> Iterator[str]:
    """The names that are assigned after a SET at `start`: `SET a = 1, b = 2`."""
    depth = 0
    for at in range(start, len(statement) - 1):
        token, follower = statement[at], statement[at + 1]
        if token.kind == "mark":
            depth += (token.text == "(") - (token.text == ")")
        elif token.text.upper() in {"WHERE", "FROM", "RETURNING"} and token.kind == "word" and not depth:
            return
        elif not depth and follower == _Token("mark", "=") and token.kind in {"word", "name"}:
            yield token.text


def _is_clause(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is something else than the begin of a write."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if before in {".", ":", "@"} or after in {".", "=", ","}:
        return True  # a column or parameter of this name
    if words[index] in _FIRST_ONLY and index:
        return True
    if words[index] == "UPDATE":
        return before in _NOT_AN_UPDATE
    if words[index] in {"REPLACE", "INSERT"} and after == "(":
        return True  # a function
    return words[index] == "REPLACE" and before == "OR"  # INSERT OR REPLACE, found by INSERT


def _readable(token: _Token) -> _Token:
    """A text is code, too, where a block or a procedure may execute it."""
    return _Token("body", token.text) if token.kind == "text" else token
