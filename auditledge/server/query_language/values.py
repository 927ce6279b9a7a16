"""What a path of JSON leads to in an event, as texts to count by."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from auditledge.contract import compact_json
from auditledge.server.query_language.matching import EventFields, leaves, reached

_PLAIN_KEY = re.compile(r"""[^\s"()\\*:.]+""")


def json_texts(event: EventFields, path: tuple[str, ...]) -> set[str]:
    """The different scalars at a path, arrays searched: texts as they are, others but null as JSON."""
    found = set()
    for leaf in leaves(reached(event, path)):
        if isinstance(leaf, str):
            found.add(leaf)
        elif leaf is not None and not isinstance(leaf, dict):
            is_whole = isinstance(leaf, float) and leaf.is_integer() and abs(leaf) < 2**64
            found.add(compact_json.dumps(int(leaf) if is_whole else leaf))  # 1.0 is found as 1, too
    return found


def json_paths(name: str, value: Any) -> Collection[str]:
    """The paths in an object that lead to anything but objects, as they are written in expressions."""
    return set(_paths(name, value))


def _paths(path: str, value: Any) -> Iterator[str]:
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((f"{path}.{_segment(key)}", member) for key, member in value.items())
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            waiting.extend((path, item) for item in value)
        elif value is not None:  # which is not a value that `PATH:*` finds
            yield path


def _segment(key: str) -> str:
    if _PLAIN_KEY.fullmatch(key):
        return key
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
