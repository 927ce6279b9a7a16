"""A place in the text of an expression, and what is read there: space, quotes, runs of characters."""

import re

from auditledge.server.query_language.errors import ExpressionError

_SPACE = re.compile(r"\s*")
_RUN = re.compile(r'[^\s"()\\]*')
_KEY = re.compile(r'[^\s"()\\:.]*')
_QUOTED = re.compile(r'[^"\\]*(?:\\["\\][^"\\]*)*')
_ESCAPE = re.compile(r'\\(["\\])')


class ExpressionReader:
    """Reads a text once, from left to right. `at` is how many characters have been read."""

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.at: int = 0

    def peek(self) -> str:
        """The next character, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def at_boundary(self) -> bool:
        """Whether a term or value may end here: at white space, a closing parenthesis or the end."""
        return is_boundary(self.peek())

    def skip_space(self) -> None:
        """Go to the next character that is not white space."""
        self.at = _end(_SPACE, self.text, self.at)

    def run(self) -> str:
        r"""Read characters that can be outside quotes: all but white space, `"`, `(`, `)` and `\`."""
        return self._read(_RUN)

    def key(self) -> str:
        """Read the characters of a path segment without quotes, and `*`."""
        return self._read(_KEY)

    def quoted(self) -> str:
        """Read a text in quotes, and return what it says. The next character is the opening quote."""
        opened = self.at
        end = _end(_QUOTED, self.text, opened + 1)
        if self.text[end : end + 1] == "\\":
            raise ExpressionError("bad_escape", end, self.text[end : end + 2])
        if self.text[end : end + 1] != '"':
            raise ExpressionError("unclosed_quote", opened, '"')
        self.at = end + 1
        return _ESCAPE.sub(r"\1", self.text[opened + 1 : end])

    def expect_space(self) -> None:
        """Raise an error unless a quote or parenthesis that was closed is followed by a boundary."""
        if not self.at_boundary():
            raise ExpressionError("missing_space", self.at, self.peek())

    def reject_specials(self) -> None:
        """Raise an error if a run of characters ended at one that needs quotes."""
        match self.peek():
            case '"':
                raise ExpressionError("stray_quote", self.at, '"')
            case "(":
                raise ExpressionError("stray_parenthesis", self.at, "(")
            case "\\":
                raise ExpressionError("bare_backslash", self.at, "\\")

    def _read(self, pattern: re.Pattern[str]) -> str:
        start = self.at
        self.at = _end(pattern, self.text, start)
        return self.text[start : self.at]


def is_boundary(character: str) -> bool:
    """Whether a term or value may end before this character, which is empty at the end of the text."""
    return character in ("", ")") or character.isspace()


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return start if found is None else found.end()
