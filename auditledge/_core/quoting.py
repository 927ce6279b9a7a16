"""Values in a search expression, quoted so that they mean themselves."""

import json
import math
import re

from auditledge.contract.problems import Problem
from auditledge.errors import ValidationError

_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def quote(value: str | float | bool | None) -> str:
    """A value as it is written in `q`: text in quotes, a number, boolean or None as JSON.

        client.query({"q": f"actor.name:{quote(name)} metadata.order:{quote(order)}"})

    Text matches that text alone, whatever characters it has. A number, boolean or None matches that value in
    `metadata` and `changes`, and also the text that it is written as. For a prefix, add `*`:
    `{quote(path)}*`.

    Raises ValidationError for what no event can contain: a number that is not finite or an integer that is
    not from -2^63 to 2^64-1, and text with U+0000 or half of a surrogate pair.
    """
    if isinstance(value, str):
        if _UNSENDABLE.search(value):
            raise _problem("contains U+0000 or half of a surrogate pair, which no event contains")
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise _problem("is an integer that is not from -2^63 to 2^64-1, which no event contains")
        return str(int(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _problem("is not a finite number")
        return repr(float(value))
    raise _problem(f"must be a str, int, float, bool or None, not {type(value).__name__}")


def _problem(message: str) -> ValidationError:
    return ValidationError.of([Problem("value", message)])
