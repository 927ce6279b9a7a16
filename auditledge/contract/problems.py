"""What is wrong with which field, for programs and for people."""

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MAX_PROBLEMS = 20
"""After this many problems, the rest of an object or a query is not checked.

Without a limit, a body full of unknown names would take seconds to reject, with a response many times its
size.
"""


class Problem(NamedTuple):
    """What is wrong with one field.

    `field` is a JSON pointer (RFC 6901) into the body, such as `/actor/id`, or the name of a parameter;
    the empty pointer is the whole body. `message` continues a sentence after the field's name: "is required".
    """

    field: str
    message: str

    def __str__(self) -> str:
        """The problem as a sentence: `actor.id is required`."""
        return f"{dotted_path(self.field)} {self.message}"


def dotted_path(field: str) -> str:
    """A JSON pointer in the notation of Python: `events[3].actor.id` for `/events/3/actor/id`."""
    if not field.startswith("/"):
        return field or "the value"
    parts = [part.replace("~1", "/").replace("~0", "~") for part in field[1:].split("/")]
    path = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in parts).removeprefix(".")
    return path or "the name ''"


def pointer(parent: str, name: str | int) -> str:
    """The JSON pointer of a member of `parent`."""
    return f"{parent}/{str(name).replace('~', '~0').replace('/', '~1')}"


def describe(problems: Sequence[Problem]) -> str:
    """All problems in one sentence: `actor.id is required; action must not be empty`."""
    return "; ".join(map(str, problems))


def unknown(name: object, known: Iterable[str]) -> str:
    """The message for a name that the contract does not have, with the nearest one that it has."""
    names = list(known)
    nearest = difflib.get_close_matches(str(name), names, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(names) or 'none'}"
    return f"is not known; {hint}"
