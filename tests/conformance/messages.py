"""Parse server-sent events as specified in the WHATWG's HTML standard."""

import json
import re
from typing import Any


def messages(stream: str) -> list[dict[str, Any]]:
    """The messages with data in a complete stream, as dicts of the last `id`, `event` and `data`.

    `data` is the parsed JSON value.
    """
    found, last_id = [], ""
    for block in re.split(r"(?:\r\n|\r|\n){2}", stream):
        fields: dict[str, list[str]] = {}
        for line in re.split(r"\r\n|\r|\n", block):
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
        last_id = fields.get("id", [last_id])[-1]
        if "data" in fields:
            event = fields.get("event", ["message"])[-1]
            found.append({"id": last_id, "event": event, "data": json.loads("\n".join(fields["data"]))})
    return found
