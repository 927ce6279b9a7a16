"""A stream of events as a client reads it, message by message."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx


class Reader:
    """A stream that is read, message by message."""

    def __init__(self, url: str, key: str, **parameters: Any) -> None:
        self.token = parameters.pop("last_event_id", None)
        headers = {"Authorization": f"Bearer {key}"} | ({"Last-Event-ID": self.token} if self.token else {})
        self._held = contextlib.ExitStack()
        client = self._held.enter_context(httpx.Client(timeout=20))
        stream = client.stream("GET", f"{url}/events/stream", params=parameters, headers=headers)
        self.answer = self._held.enter_context(stream)
        self._chunks = self.answer.iter_bytes()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def messages(self) -> Iterator[dict[str, str]]:
        """The fields of every message; a comment is the field without a name."""
        rest = b""
        for chunk in self._chunks:
            *blocks, rest = (rest + chunk).split(b"\n\n")
            for block in blocks:
                pairs = (line.partition(":") for line in block.decode().split("\n"))
                fields = {name: value.strip() for name, _, value in pairs}
                self.token = fields["id"]
                yield fields

    def events(self) -> Iterator[Any]:
        """The events as they arrive."""
        return (json.loads(each["data"]) for each in self.messages() if "data" in each)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds. On a busy machine, too, what does not within a minute never will."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
