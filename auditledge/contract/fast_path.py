"""A fast path for nearly every valid event: straight-line code, generated from its schema at import.

It accepts only values that can't be wrong: dicts, strings and numbers of exactly the built-in types, under
known names, None only in optional fields. It gives up on everything else, which `schema` then validates. So
it may give up on a valid value, but must never accept one that `schema` would reject.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from auditledge.contract.metadata import bytes_left, is_unicode

Facts = dict[str, Any]
Clean = Callable[[Any], Any]

NO_NUL = r"^[^\u0000]*$"
# Only days that every month has, and no offset: `timestamps` knows the others.
_INSTANT = re.compile(
    r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z",
    re.ASCII,
)


def compile_fast_path(facts: Facts, schemas: dict[str, Facts]) -> Clean:
    """A function that returns a copy of a value to send, or None if it gives up on the value.

    `facts` is the schema of an object; `schemas` holds the named schemas that a `$ref` may point at.
    """
    code = _CodeGenerator(schemas)
    lines = "".join(f"    {line}\n" for line in code.clean(facts, "value"))
    # This is how dataclasses generate their methods. The code depends on the contract alone, on no input.
    exec(f"def clean(value):\n{lines}    return value\n", code.names)  # noqa: S102
    clean: Clean = code.names["clean"]
    return clean


class _CodeGenerator:
    """Generates lines that clean the value of a variable, or return; `names` are the names that they use."""

    def __init__(self, schemas: dict[str, Facts]) -> None:
        self._schemas = schemas
        self.names: dict[str, Any] = {"absent": object(), "is_unicode": is_unicode, "bytes_left": bytes_left}

    def clean(self, facts: Facts, variable: str) -> Iterator[str]:
        if reference := facts.get("$ref"):
            yield from self.clean(self._schemas[reference.rpartition("/")[2]], variable)
        elif "properties" in facts:
            yield from self._object(facts, variable)
        elif "object" in facts["type"]:
            yield f"if type({variable}) is not dict: return"
            max_bytes, depth = facts["x-max-bytes"] - 2, facts["x-max-depth"]
            yield f"if bytes_left({variable}, {max_bytes}, {depth}) < 0: return"
        else:
            yield from self._text(facts, variable)

    def _object(self, facts: Facts, variable: str) -> Iterator[str]:
        yield f"if type({variable}) is not dict: return"
        yield f"{variable} = {{**{variable}}}"
        yield f"known_{variable} = {len(facts['required'])}"
        for number, (name, each) in enumerate(facts["properties"].items()):
            member = f"{variable}_{number}"
            yield f"{member} = {variable}.get({name!r}, absent)"
            lines = [*self.clean(each, member)]
            if each.keys() & {"$ref", "properties"}:  # the cleaned value is a copy
                lines.append(f"{variable}[{name!r}] = {member}")
            if name in facts["required"]:
                yield from lines
            else:
                yield f"if {member} is None: del {variable}[{name!r}]"
                yield f"elif {member} is not absent:"
                yield from (f"    {line}" for line in [*lines, f"known_{variable} += 1"])
        yield f"if len({variable}) != known_{variable}: return"

    def _text(self, facts: Facts, variable: str) -> Iterator[str]:
        rules = facts.keys() - {"type"}
        if rules <= {"minLength", "maxLength", "pattern"} and facts.get("pattern") == NO_NUL:
            min_length, max_length = facts.get("minLength", 0), facts.get("maxLength", sys.maxsize)
            yield f"if type({variable}) is not str or '\\0' in {variable}: return"
            yield f"if not {min_length} <= len({variable}) <= {max_length}: return"
            yield f"if not ({variable}.isascii() or is_unicode({variable})): return"
        elif "string" in facts["type"] and (rules == {"pattern"} or facts.get("format") == "date-time"):
            pattern = re.compile(facts["pattern"], re.ASCII) if rules == {"pattern"} else _INSTANT
            self.names[f"match_{variable}"] = pattern.fullmatch
            yield f"if type({variable}) is not str or match_{variable}({variable}) is None: return"
        else:
            yield "return"
