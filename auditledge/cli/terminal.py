"""What may reach a terminal: events hold what strangers wrote, and a terminal obeys what it is sent."""

import os
import re
import sys
import unicodedata
from typing import TextIO

# Letters and marks that show nothing (Default_Ignorable_Code_Point), and a blank symbol.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def printable(text: str) -> str:
    """The text as one line that a terminal shows and does not obey.

    Control characters become their pictures (U+2400 and on: an escape is `␛`, a newline `␊`); C1 controls,
    bidirectional overrides and other invisible characters become U+FFFD; every kind of space is a space.
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
    r"""JSON text, what a terminal could obey or hide as `\u` escapes; its value is the same."""
    if text.isprintable() and not _INVISIBLE.search(text):
        return text
    return "".join(_escape(each) if each != "\n" and _hides(each) else each for each in text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def in_colour(stream: TextIO) -> bool:
    """Whether to write colours: NO_COLOR says never, FORCE_COLOR always, else it takes a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Have stdout and stderr take any text: data is UTF-8 wherever it goes, a terminal keeps its encoding.

    Streams that were closed when the command began are opened, so that no file of ours takes their numbers:
    stdout in a way that writing to it fails, as if the disk were full.
    """
    sys.stdin = sys.stdin or _stand_in(os.O_RDONLY, "r")
    sys.stdout = sys.stdout or _stand_in(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _stand_in(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(**({} if stream.isatty() else {"encoding": "utf-8"}), errors="replace")


def _stand_in(flags: int, mode: str) -> TextIO:
    number = os.open(os.devnull, flags)
    return os.fdopen(number, mode, encoding="utf-8")  # type: ignore[return-value] # mode is one of two


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 event`, `2,000 events`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(message: str) -> None:
    """Write one line to stderr: what is said about the data, not the data."""
    sys.stderr.write(f"{printable(message)}\n")
    sys.stderr.flush()
