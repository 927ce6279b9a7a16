"""Safe output: events contain text by strangers, and a terminal executes control characters."""

import os
import re
import sys
import unicodedata
from typing import TextIO

# Letters and marks that are invisible (Default_Ignorable_Code_Point), and a blank symbol.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def printable(text: str) -> str:
    """The text as one line that can't control a terminal.

    Control characters become symbols (from U+2400: an escape is `␛`, a newline `␊`). C1 controls,
    bidirectional overrides and other invisible characters become U+FFFD, and every kind of space a space.
    """
    if text.isprintable() and not _INVISIBLE.search(text):
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if not _hides(character):
        return " " if character.isspace() else character
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else "\ufffd"


def _hides(character: str) -> bool:
    if character.isprintable():
        return _INVISIBLE.match(character) is not None
    return unicodedata.category(character) != "Zs"


def escape_json(text: str) -> str:
    r"""JSON text with `\u` escapes for what a terminal would execute or hide; its value stays the same."""
    if text.isprintable() and not _INVISIBLE.search(text):
        return text
    return "".join(_escape(each) if each != "\n" and _hides(each) else each for each in text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def use_color(stream: TextIO) -> bool:
    """Whether to write colors: never with NO_COLOR, always with FORCE_COLOR, otherwise on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Make stdout and stderr accept any text: as UTF-8, or on a terminal in its encoding.

    Streams that were closed when the command started are opened, so that no other file gets their numbers.
    Writing to such a stdout fails, as on a full disk.
    """
    sys.stdin = sys.stdin or _open_null(os.O_RDONLY, "r")
    sys.stdout = sys.stdout or _open_null(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _open_null(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(**({} if stream.isatty() else {"encoding": "utf-8"}), errors="replace")


def _open_null(flags: int, mode: str) -> TextIO:
    number = os.open(os.devnull, flags)
    return os.fdopen(number, mode, encoding="utf-8")  # type: ignore[return-value] # "r" or "w"


def pluralize(number: int, noun: str) -> str:
    """A number and its noun: `1 event`, `2,000 events`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def write_message(message: str) -> None:
    """Write one line to stderr, which is for messages; data goes to stdout."""
    sys.stderr.write(f"{printable(message)}\n")
    sys.stderr.flush()
