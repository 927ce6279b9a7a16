"""Check that texts avoid the phrases in `word_list`: `python tools/words.py [ROOT]`.

ROOT defaults to this repository. Reads everything that people read: documents and other plain text, and in
Python files docstrings, comments, messages and names. In tests it reads only docstrings, comments, and the
names of functions and classes, because their strings are data. Exits with 1 and a line for each phrase found.
"""

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from word_list import EXCEPTIONS, RULES, Exempt, Rule

REPO = Path(__file__).resolve().parents[1]
READ = (
    *("*.py", "*.md", "*.sql", "clients", "openapi.yaml", "tests/conformance/*.yaml"),
    *("Makefile", "pyproject.toml", ".ci/run"),
)
NOT_READ = (
    "generated",
    "auditledge/types.py",  # follows from openapi.yaml
    "clients/*/package-lock.json",
    "tools/word_list.py",
    "tests/tools/test_words.py",
)

# Replaces every character of code, so that a phrase keeps its line, and none is found across code.
_CODE = "\0"
# Since Python 3.12, the text of an f-string has its own kind of token.
_LITERALS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
_LAYOUT = {tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT}
_QUOTED = re.compile(r"""([a-zA-Z]{0,2})("{3}|'{3}|"|')(.*)\2""", re.DOTALL)
_FIELD = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
_MARKER = re.compile(r"^[ \t]*(?:#+|//+[!/]?|/?\*+|--+|>+)", re.MULTILINE)
_WORD_IN_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class Finding(NamedTuple):
    """A phrase to avoid, its location, and what to write. `text` is its line without code, or its name."""

    path: str
    line: int
    phrase: str
    instead: str
    text: str

    def __str__(self) -> str:
        """One line for a terminal, in the form that editors jump to."""
        return f'{self.path}:{self.line}: "{self.phrase}": write {self.instead}'


def check(path: str, source: str) -> list[Finding]:
    """The findings in one file, by line. `path` is relative to the repository, and decides how it is read."""
    if path.endswith(".py"):
        is_test = path.startswith("tests/")
        found = _in_prose(path, _python_prose(source, is_test)) + _in_names(path, _names(source, is_test))
    else:
        found = _in_prose(path, _MARKER.sub(lambda marker: " " * len(marker[0]), source))
    return sorted(found, key=lambda each: each.line)


def sift(found: Iterable[Finding], exceptions: Iterable[Exempt]) -> tuple[list[Finding], list[Exempt]]:
    """The findings that are no exceptions, and the exceptions that cover no finding."""
    unused = list(exceptions)
    remaining = []
    for each in found:
        covering = [one for one in exceptions if one.path == each.path and one.text in each.text]
        unused = [one for one in unused if one not in covering]
        remaining += [] if covering else [each]
    return remaining, unused


def _in_prose(path: str, prose: str) -> list[Finding]:
    lines = prose.split("\n")
    found = []
    for rule in RULES:
        for start, phrase in _matches(rule, prose) if not rule.only_names else ():
            row = prose.count("\n", 0, start)
            found.append(Finding(path, row + 1, phrase, rule.instead, lines[row].replace(_CODE, "")))
    return found


def _in_names(path: str, names: Iterable[tuple[str, int]]) -> list[Finding]:
    found = []
    for name, line in names:
        words = " ".join(_WORD_IN_NAME.findall(name))
        found += [
            Finding(path, line, name, rule.instead, name) for rule in RULES for _ in _matches(rule, words)
        ]
    return found


def _matches(rule: Rule, text: str) -> Iterator[tuple[int, str]]:
    fine = [context.span() for pattern in rule.allowed_patterns for context in pattern.finditer(text)]
    for match in rule.pattern.finditer(text):
        if not any(start <= match.start() and match.end() <= end for start, end in fine):
            yield match.start(), " ".join(match[0].split())


def _python_prose(source: str, is_test: bool) -> str:
    """The source with everything but comments and texts blanked out, so that these keep their lines."""
    starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
    prose = list(re.sub(r"\S", _CODE, source))
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(StringIO(source).readline):
        start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
        if token.type == tokenize.COMMENT:
            prose[start:end] = " " + source[start + 1 : end]
        elif token.type in _LITERALS and (before == tokenize.NEWLINE or not is_test):
            prose[start:end] = _literal_prose(source[start:end])
        if token.type not in _LAYOUT:
            before = token.type
    return "".join(prose)


def _literal_prose(literal: str) -> str:
    """A literal without its quotes and fields, or only `_CODE` if it has no space and so is not prose."""
    prefix, quotes, inner = parts.groups() if (parts := _QUOTED.fullmatch(literal)) else ("", "", literal)
    if "f" in prefix.lower():
        inner = _FIELD.sub(lambda field: _CODE * len(field[0]), inner.replace("{{", "  "))
    inner = re.sub(r"\\.", "  ", inner)
    if not re.search(r"[^\W\d_]\s|\s[^\W\d_]", inner):
        return re.sub(r"\S", _CODE, literal)
    return " " * len(prefix + quotes) + inner + " " * len(quotes)


def _names(source: str, is_test: bool) -> Iterator[tuple[str, int]]:
    """The names that a module defines, with their lines. For tests, only functions and classes."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case (
                ast.arg(arg=name)
                | ast.Name(id=name, ctx=ast.Store())
                | ast.Attribute(attr=name, ctx=ast.Store())
            ):
                if not is_test:
                    yield name, node.lineno


def _paths(root: Path) -> list[str]:
    """The files to read, of those that git tracks."""
    patterns = [*READ, *(f":(exclude){each}" for each in NOT_READ)]
    done = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=root, check=True, capture_output=True, text=True
    )
    return sorted(each for each in done.stdout.split("\0") if each and (root / each).is_file())


def main(root: Path) -> int:
    """Print all problems; returns the exit status."""
    paths = _paths(root)
    found = [each for path in paths for each in check(path, (root / path).read_text(encoding="utf-8"))]
    found, unused = sift(found, EXCEPTIONS)
    problems = [str(each) for each in found]
    problems += [f"tools/word_list.py: an exception without a use: {one.path}: {one.text}" for one in unused]
    print("\n".join(problems) or f"{len(paths)} files have no phrase to avoid.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:]) if sys.argv[1:] else REPO))
