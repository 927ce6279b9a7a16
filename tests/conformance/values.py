"""The values that a case works with: what it saves, and what is made for it."""

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
    """Fills templates in. `${evt:NAME}` is an id made when it is first met; any other name was saved."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def save(self, name: str, value: Any) -> None:
        """Remember a value for the steps that follow."""
        self._values[name] = value

    def fill(self, node: Any) -> Any:
        """The template with names replaced and `$repeat` written out."""
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
        """A text that is a name alone becomes the value itself, whatever its type."""
        if whole := _NAME.fullmatch(text):
            return self._value(whole[1])
        return _NAME.sub(lambda match: str(self._value(match[1])), text)

    def _value(self, name: str) -> Any:
        if name not in self._values and name.startswith("evt:"):
            self._values[name] = new_event_id()
        return self._values[name]

    def _repeat(self, times: int, of: Any) -> Any:
        """`of`, so many times: a longer text, or a list whose items know their place as `${n}`."""
        if isinstance(of, str):
            return of * times
        items = []
        for number in range(times):
            self._values["n"] = str(number)
            items.append(self.fill(of))
        return items
