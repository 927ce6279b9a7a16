"""The structure of an expression: operators, negation and parentheses around terms.

It keeps its own stack of open parentheses, so that no expression exhausts Python's.
"""

import re
from dataclasses import dataclass, field

from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.nodes import And, Expression, Not, Or
from auditledge.server.query_language.reader import ExpressionReader, is_boundary
from auditledge.server.query_language.reserved import CURLY_QUOTES
from auditledge.server.query_language.term_parser import read_term, read_word

MAX_CHARACTERS = 8_192
MAX_TERMS = 100
MAX_WORDS = 16
"""Free words and phrases, those of the parameter `search` included."""
MAX_DEPTH = 20

_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
_OPERATORS = ("AND", "OR", "NOT")
_SYMBOLS = ("&&", "||", "&", "|")


def parse(text: str, *, search_words: int = 0) -> Expression:
    """The expression that `text` is. `search_words` is how many words a search has besides it.

    Raises ExpressionError for the first error, in time that grows with the length of the text.
    """
    if not text.strip():
        raise ExpressionError("empty", 0)
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError("too_long", MAX_CHARACTERS, limit=MAX_CHARACTERS)
    if unprintable := _UNPRINTABLE.search(text):
        raise ExpressionError("bad_character", unprintable.start())
    return _Parser(text, search_words).parse()


@dataclass(slots=True)
class _Group:
    """The expression between two parentheses, or the whole one, as far as it has been read."""

    opened: int = 0
    negated: bool = False
    """Whether the next operand is negated."""
    complete: bool = False
    """Whether the expression may end here; otherwise an operand must follow."""
    alternatives: list[Expression] = field(default_factory=list)
    operands: list[Expression] = field(default_factory=list)

    def add(self, operand: Expression) -> None:
        self.operands.append(Not(operand) if self.negated else operand)
        self.negated = False
        self.complete = True

    def start_alternative(self) -> None:
        self.alternatives.append(_join(And, self.operands))
        self.operands = []

    def close(self) -> Expression:
        self.start_alternative()
        return _join(Or, self.alternatives)


class _Parser:
    def __init__(self, text: str, search_words: int) -> None:
        self._reader = ExpressionReader(text)
        self._groups = [_Group()]
        self._terms = 0
        self._words = search_words
        self._searched = search_words > 0

    def parse(self) -> Expression:
        reader = self._reader
        reader.skip_space()
        while character := reader.peek():
            if character == "(":
                self._open()
            elif character == ")":
                self._close()
            elif character == "-":
                self._negate_next()
            else:
                self._operator_or_term(character)
            reader.skip_space()
        group = self._groups[-1]
        if not group.complete:
            raise ExpressionError("missing_last_term", reader.at)
        if len(self._groups) > 1:
            raise ExpressionError("unclosed_parenthesis", group.opened, "(")
        return group.close()

    def _open(self) -> None:
        if len(self._groups) > MAX_DEPTH:
            raise ExpressionError("too_deep", self._reader.at, limit=MAX_DEPTH)
        self._groups.append(_Group(self._reader.at))
        self._reader.at += 1

    def _close(self) -> None:
        reader = self._reader
        if len(self._groups) == 1:
            raise ExpressionError("unmatched_parenthesis", reader.at, ")")
        if not self._groups[-1].complete:
            raise ExpressionError("missing_term", reader.at, ")")
        reader.at += 1
        reader.expect_space()
        inner = self._groups.pop().close()
        self._groups[-1].add(inner)

    def _negate_next(self) -> None:
        reader = self._reader
        self._negate("-")
        reader.at += 1
        if reader.at_boundary():
            raise ExpressionError("dangling_minus", reader.at - 1, "-")

    def _operator_or_term(self, character: str) -> None:
        reader = self._reader
        start = reader.at
        run = reader.run()
        if is_boundary(reader.peek()) or reader.peek() == "(":
            if run in _OPERATORS:
                self._operator(run, start)
                return
            if run.upper() in _OPERATORS:
                raise ExpressionError("operator_case", start, run, operator=run.upper())
            if run in _SYMBOLS:
                raise ExpressionError("operator_symbol", start, run)
        if character == "!":
            raise ExpressionError("operator_symbol", start, "!")
        if character in CURLY_QUOTES:
            raise ExpressionError("curly_quote", start, character)
        reader.at = start
        self._term()

    def _operator(self, operator: str, start: int) -> None:
        group = self._groups[-1]
        if operator == "NOT":
            self._negate(operator, start)
            return
        if not group.complete:
            raise ExpressionError("missing_term", start, operator)
        if operator == "OR":
            group.start_alternative()
        group.complete = False

    def _negate(self, sign: str, start: int | None = None) -> None:
        group = self._groups[-1]
        if group.negated:
            raise ExpressionError("double_negation", self._reader.at if start is None else start, sign)
        group.negated = True
        group.complete = False

    def _term(self) -> None:
        start = self._reader.at
        if self._terms == MAX_TERMS:
            raise ExpressionError("too_many_terms", start, limit=MAX_TERMS)
        self._terms += 1
        term = read_term(self._reader)
        if term is None:
            term = read_word(self._reader)
            if self._words >= MAX_WORDS:
                reason = "too_many_search_words" if self._searched else "too_many_words"
                raise ExpressionError(reason, start, limit=MAX_WORDS)
            self._words += 1
        self._groups[-1].add(term)


def _join(kind: type[And] | type[Or], operands: list[Expression]) -> Expression:
    return operands[0] if len(operands) == 1 else kind(tuple(operands))
