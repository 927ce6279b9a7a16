"""The code of a Markdown document, run as by a reader: from top to bottom in one session."""

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]

_FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, its code, the line where the code begins, and its expected output.

    The output is the `text` block that follows immediately, if there is one; `…` in it matches any text.
    """

    language: str
    code: str
    line: int
    output: str | None


def blocks(document: Path) -> list[Block]:
    """All fenced blocks of a document, in order."""
    text = document.read_text("utf-8")
    return [
        Block(match[1], match[2], text.count("\n", 0, match.start()) + 2, _output_after(text, match.end()))
        for match in _FENCE.finditer(text)
    ]


def _output_after(text: str, end: int) -> str | None:
    following = _FENCE.match(text, end + 2) if text[end : end + 2] == "\n\n" else None
    return following[2] if following and following[1] == "text" else None


def commands(document: Path) -> Iterator[str]:
    """Every `auditledge …` line of the document's shell blocks, without its comment."""
    for block in blocks(document):
        if block.language in ("bash", "sh", "console"):
            for line in block.code.replace("\\\n", " ").splitlines():
                if found := re.match(r"(?:\$ )?(auditledge .*)", line.strip()):
                    yield found[1]


def run(document: Path, block: Block, namespace: dict[str, Any], stand_ins: Mapping[str, str]) -> str:
    """Run a block with real values instead of the invented ones in `stand_ins`; returns its output.

    Raises AssertionError if that isn't the output in the document.
    """
    code = block.code
    for invented, real in stand_ins.items():
        code = code.replace(invented, real)
    code = "\n" * (block.line - 1) + code
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(
            compile(code, str(document), "exec"), namespace
        )  # so that a traceback has the line numbers of the document
    if block.output is not None:
        expected = ".*".join(map(re.escape, block.output.split("…")))
        assert re.fullmatch(expected, printed.getvalue(), re.DOTALL), (
            f"{document.name}:{block.line} printed\n{printed.getvalue()}and not\n{block.output}"
        )
    return printed.getvalue()
