"""The values of a case: those that it saves, and those that are generated."""

import re
import secrets
import time
import uuid
from collections.abc import Mapping
from typing import Any

_NAME = re.compile(r"\$\{([^}]*)\}")


def new_event_id() -> str:
    """`evt_` and a UUIDv7."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return f"evt_{uuid.UUID(int=number)}"


class Values:
    """Fills in templates. `${evt:NAME}` is an id that is generated on first use; other names were saved."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def save(self, name: str, value: Any) -> None:
        """Save a value for later steps."""
        self._values[name] = value

    def fill(self, node: Any) -> Any:
        """The template with names replaced and `$repeat` expanded."""
        if isinstance(node, str):
            return self._fill_text(node)
        if isinstance(node, list):
            return [self.fill(each) for each in node]
        if isinstance(node, Mapping):
            if set(node) == {"$repeat"}:
                return self._repeat(**node["$repeat"])
            return {self.fill(key): self.fill(value) for key, value in node.items()}
        return node

    def _fill_text(self, text: str) -> Any:
        """Text that is only a name becomes the value itself, with its type."""
        if whole := _NAME.fullmatch(text):
            return self._value(whole[1])
        return _NAME.sub(lambda match: str(self._value(match[1])), text)

    def _value(self, name: str) -> Any:
        if name not in self._values and name.startswith("evt:"):
            self._values[name] = new_event_id()
        return self._values[name]

    def _repeat(self, times: int, of: Any) -> Any:
        """`of`, repeated: a longer text, or a list in which `${n}` is the index."""
        if isinstance(of, str):
            return of * times
        items = []
        for number in range(times):
            self._values["n"] = str(number)
            items.append(self.fill(of))
        return items
