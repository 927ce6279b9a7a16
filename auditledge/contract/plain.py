"""What nearly every event is, told by straight code that is written from its schema when it is loaded.

A plain value can't be wrong and needs no cleaning: dicts, texts and numbers of no other class, under known
names, none of them null. Whatever else there is, `schema` judges: a test made here may say no where yes would
do, never the other way round.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from auditledge.contract.metadata import bytes_left, is_unicode

Facts = dict[str, Any]
Test = Callable[[Any], bool]

NO_NUL = r"^[^\u0000]*$"
# Days that every month has, and no offset: `instants` knows the others.
_INSTANT = re.compile(
    r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z",
    re.ASCII,
)


def plain(facts: Facts, schemas: dict[str, Facts]) -> Test:
    """The test that belongs to a schema. `schemas` holds the named schemas that a `$ref` may point at."""
    code = _Code(schemas)
    lines = "".join(f"    {line}\n" for line in code.test(facts, "value"))
    # As dataclasses make their methods; of what callers pass, nothing gets in here.
    exec(f"def is_plain(value):\n{lines}    return True\n", code.names)  # noqa: S102
    test: Test = code.names["is_plain"]
    return test


class _Code:
    """Writes lines that return False when what a variable holds is not plain; `names` are those they use."""

    def __init__(self, schemas: dict[str, Facts]) -> None:
        self._schemas = schemas
        self.names: dict[str, Any] = {"absent": object(), "is_unicode": is_unicode, "bytes_left": bytes_left}

    def test(self, facts: Facts, variable: str) -> Iterator[str]:
        if reference := facts.get("$ref"):
            yield from self.test(self._schemas[reference.rpartition("/")[2]], variable)
        elif "properties" in facts:
            yield from self._object(facts, variable)
        elif "object" in facts["type"]:
            yield f"if type({variable}) is not dict: return False"
            most, depth = facts["x-max-bytes"] - 2, facts["x-max-depth"]
            yield f"if bytes_left({variable}, {most}, {depth}) < 0: return False"
        else:
            yield from self._text(facts, variable)

    def _object(self, facts: Facts, variable: str) -> Iterator[str]:
        yield f"if type({variable}) is not dict: return False"
        yield f"known_{variable} = {len(facts['required'])}"
        for number, (name, each) in enumerate(facts["properties"].items()):
            member = f"{variable}_{number}"
            yield f"{member} = {variable}.get({name!r}, absent)"
            if name in facts["required"]:
                yield from self.test(each, member)
            else:
                yield f"if {member} is not absent:"
                yield f"    known_{variable} += 1"
                yield from (f"    {line}" for line in self.test(each, member))
        yield f"if len({variable}) != known_{variable}: return False"

    def _text(self, facts: Facts, variable: str) -> Iterator[str]:
        rules = facts.keys() - {"type"}
        if rules <= {"minLength", "maxLength", "pattern"} and facts.get("pattern") == NO_NUL:
            least, most = facts.get("minLength", 0), facts.get("maxLength", sys.maxsize)
            yield f"if type({variable}) is not str or '\\0' in {variable}: return False"
            yield f"if not {least} <= len({variable}) <= {most}: return False"
            yield f"if not ({variable}.isascii() or is_unicode({variable})): return False"
        elif "string" in facts["type"] and (rules == {"pattern"} or facts.get("format") == "date-time"):
            pattern = re.compile(facts["pattern"], re.ASCII) if rules == {"pattern"} else _INSTANT
            self.names[f"match_{variable}"] = pattern.fullmatch
            yield f"if type({variable}) is not str or match_{variable}({variable}) is None: return False"
        else:
            yield "return False"
