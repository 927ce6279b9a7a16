"""The real server in a separate process."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from auditledge.server.accounts.api_keys import create_key, revoke_key
from auditledge.server.stores.urls import open_store

COMMAND = [sys.executable, "-m", "auditledge"]


class LedgerServer:
    """`auditledge serve` on a SQLite file; it can be stopped, and started again on the same port."""

    def __init__(self, path: Path) -> None:
        self.store = f"sqlite:///{path}"
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [*COMMAND, "serve", "--store", self.store, "--port", str(self.port)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        found = re.search(r"http://[^:]+:(\d+)", line)
        assert found, line
        self.port = int(found[1])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()  # which must lose nothing that it acknowledged
            self._process.communicate()
            self._process = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def key(
        self, account: str, *, bound_to: str | None = None, scopes: tuple[str, ...] = ("read", "write")
    ) -> str:
        """A new key of an account, which may be bound to an organization."""
        with closing(open_store(self.store)) as store:
            return create_key(
                store,
                account=account,
                organization=bound_to,
                bound=bound_to is not None,
                scopes=frozenset(scopes),
                plan=None,
            )

    def revoke(self, key: str) -> None:
        with closing(open_store(self.store)) as store:
            assert revoke_key(store, key)

    def post(self, key: str, event: str) -> None:
        """Record an event, given as JSON."""
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        httpx.post(f"{self.url}/events", content=event.encode(), headers=headers).raise_for_status()

    def status(self, key: str) -> int:
        """The status of a response to a key."""
        return httpx.get(f"{self.url}/usage", headers={"Authorization": f"Bearer {key}"}).status_code

    def events(self, key: str) -> Iterator[dict[str, Any]]:
        """Every event of the key's account, oldest first."""
        with httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
            parameters: dict[str, Any] = {"limit": 1000, "order": "asc"}
            while True:
                response = client.get(f"{self.url}/events", params=parameters)
                response.raise_for_status()
                page = response.json()
                yield from page["events"]
                if page["next_cursor"] is None:
                    return
                parameters["cursor"] = page["next_cursor"]

    def ids(self, key: str) -> Counter[str]:
        """How often each id is in the key's account."""
        return Counter(event["id"] for event in self.events(key))


def environment(**more: str) -> dict[str, str]:
    """An environment for child processes, without the settings of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUDITLEDGE_")}
    return {**kept, **more}
