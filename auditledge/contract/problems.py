"""What is wrong with which field, for programs and for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from auditledge.contract.aliases import meant
from auditledge.contract.numbers import InexactFloat

MAX_PROBLEMS = 20
"""After this many problems, the rest of an object or a query is not checked.

Without a limit, a body full of unknown names would take seconds to reject, with a response many times its
size.
"""

_TYPES = {
    dict: "an object", list: "an array", str: "a string", bool: "a boolean",
    int: "an integer", float: "a number", InexactFloat: "a number", type(None): "null",
}  # fmt: skip


class Problem(NamedTuple):
    """What is wrong with one field.

    `field` is a JSON pointer (RFC 6901) into the body, such as `/actor/id`, or the name of a parameter;
    the empty pointer is the whole body. `message` continues a sentence after the field's name: "is required".

    The problem of a search expression has more attributes, which are None for others. Its `message` is a
    sentence of its own.
    """

    field: str
    message: str

    @property
    def at(self) -> int | None:
        """How many characters (code points) of the expression precede the place."""
        return self._number("at")

    @property
    def length(self) -> int | None:
        """How many characters the place has."""
        return self._number("length")

    @property
    def code(self) -> str | None:
        """What is wrong, as a code for programs, such as `unknown_qualifier`."""
        return self._text("code")

    @property
    def about(self) -> str | None:
        """The text that is wrong; empty for a limit, and at the end of the expression."""
        return self._text("about")

    @property
    def hint(self) -> str | None:
        """The qualifier that was probably meant."""
        return self._text("hint")

    def __str__(self) -> str:
        """The problem as a sentence: `actor.id is required`, or `q: this quote is not closed`."""
        return f"{dotted_path(self.field)}{'' if self.code is None else ':'} {self.message}"

    def to_json(self) -> dict[str, Any]:
        """The problem as it is in a response, with the members that it has."""
        return self._asdict() | {name: each for name, each in self._details.items() if each is not None}

    @property
    def _details(self) -> Mapping[str, Any]:
        return {}

    def _number(self, name: str) -> int | None:
        number = self._details.get(name)
        return number if isinstance(number, int) else None

    def _text(self, name: str) -> str | None:
        text = self._details.get(name)
        return text if isinstance(text, str) else None


class ExpressionProblem(Problem):
    """A problem of a search expression.

    It has two items, as every problem, and the other attributes in a dict: programs unpack problems into a
    field and a message.
    """

    @classmethod
    def of(cls, field: str, message: str, details: Mapping[str, Any]) -> Self:
        """A problem with other attributes by their names."""
        problem = cls(field, message)
        vars(problem).update(details)
        return problem

    @property
    def _details(self) -> Mapping[str, Any]:
        return vars(self)


DETAILS: dict[str, type[Any]] = {"at": int, "length": int, "code": str, "about": str, "hint": str}
"""The other attributes of a problem, and their types."""


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
    """The message for a name that the contract does not have, with the one that is probably meant."""
    names = list(known)
    nearest = meant(name, names)
    hint = f"did you mean {nearest!r}?" if nearest else f"known are {', '.join(names) or 'none'}"
    return f"is not known; {hint}"


def wrong_type(value: object, expected: str) -> str:
    """The message for a value that is not what was `expected`, such as "an object"."""
    name = _TYPES.get(type(value)) or f"a Python {type(value).__name__}"
    return f"must be {expected}, not {name}"
