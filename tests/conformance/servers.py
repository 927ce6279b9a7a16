"""What cases run against: `auditledge serve`, its doubles, and keys for every role."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from auditledge.server.accounts.api_keys import create_key, mint, revoke_key
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from conformance.doubles import doubles

_EVERYTHING = ("write", "read", "admin")
_FREE_EVENTS = 10_000
_IN_A_BATCH = 1_000


class Stage:
    """A running server with its doubles."""

    def __init__(self, store: Store, urls: dict[str, str]) -> None:
        self.urls = urls
        self._store = store
        self._accounts = itertools.count(1)
        self._used_up: str | None = None

    def place(self) -> "ServedPlace":
        """A place with a new account."""
        return ServedPlace(self, f"account-{next(self._accounts)}")

    def key(self, account: str, scopes: tuple[str, ...] = _EVERYTHING, **facts: Any) -> str:
        """A new key of an account."""
        facts = {"organization": None, "bound": False, "plan": None, **facts}
        return create_key(self._store, account=account, scopes=frozenset(scopes), **facts)

    def revoked_key(self, account: str) -> str:
        """A key that has been revoked."""
        key = self.key(account)
        revoke_key(self._store, key)
        return key

    def used_up_key(self) -> str:
        """A key of an account with no quota left. Cases share it, because rejected events change nothing."""
        if self._used_up is None:
            self._used_up = self.key("used-up", plan="free")
            headers = {"Authorization": f"Bearer {self._used_up}", "Prefer": "return=minimal"}
            event = {"actor": {"id": "filler"}, "action": "a", "resource": {"type": "t", "id": "r"}}
            for _ in range(_FREE_EVENTS // _IN_A_BATCH):
                body = {"events": [event] * _IN_A_BATCH}
                response = httpx.post(
                    f"{self.urls['ledger']}/events/batch", json=body, headers=headers, timeout=30
                )
                assert response.json()["succeeded"] == _IN_A_BATCH, response.text[:500]
        return self._used_up


class ServedPlace:
    """A place on the running server. Keys are created on first use."""

    def __init__(self, stage: Stage, account: str) -> None:
        self._stage = stage
        self._account = account
        self._keys: dict[str, str | None] = {}

    def base_url(self, via: str) -> str:
        """The URL of the ledger itself, or of one of its doubles."""
        return self._stage.urls[via]

    def key(self, role: str) -> str | None:
        """The key for a role."""
        if role not in self._keys:
            self._keys[role] = ROLES[role](self._stage, self._account)
        return self._keys[role]


class EmbeddedPlace:
    """A ledger in memory, which ends with the client; any key opens it."""

    def base_url(self, via: str) -> str:
        """Only the ledger: a double can't be in front of it."""
        assert via == "ledger"
        return "sqlite://"

    def key(self, role: str) -> str | None:
        """Any string: an embedded ledger does not check keys."""
        assert role == "all"
        return "any"


ROLES: dict[str, Callable[[Stage, str], str | None]] = {
    "all": lambda stage, account: stage.key(account),
    "writer": lambda stage, account: stage.key(account, ("write",)),
    "reader": lambda stage, account: stage.key(account, ("read",)),
    "admin": lambda stage, account: stage.key(account, ("admin",)),
    "at_home": lambda stage, account: stage.key(account, organization="org_home"),
    "bound": lambda stage, account: stage.key(account, organization="org_home", bound=True),
    "foreign": lambda stage, account: stage.key(f"{account}-foreign"),
    "used_up": lambda stage, account: stage.used_up_key(),
    "none": lambda stage, account: None,
    "malformed": lambda stage, account: "not-a-key",
    "unknown": lambda stage, account: mint(),
    "revoked": lambda stage, account: stage.revoked_key(account),
}
"""How the key for each role is created. README.md describes the roles."""


@contextmanager
def staged(folder: Path, source: Path | None = None) -> Iterator[Stage]:
    """Run a stage, with its ledger in `folder`, until the block ends.

    The server is that of the repository in `source`, if given.
    """
    store_url = f"sqlite:///{folder / 'conformance.db'}"
    with ExitStack() as stack:
        url = stack.enter_context(_served(store_url, source))
        throttled = stack.enter_context(_served(store_url, source, "--rate-limit=0.001", "--rate-burst=1"))
        store = stack.enter_context(closing(open_store(store_url)))
        yield Stage(store, stack.enter_context(doubles(url)) | {"throttled": throttled})


@contextmanager
def _served(store_url: str, source: Path | None, *options: str) -> Iterator[str]:
    """Run `auditledge serve` in a separate process until the block ends. Yields its URL."""
    command = [str(Path(sys.executable).parent / "auditledge"), "serve", "--store", store_url, "--port=0"]
    command += options
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AUDITLEDGE_")}
    if source is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(source), str(source / "generated")])
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        try:
            announced = re.search(r"at (http://\S+)", line)
            if announced is None:
                raise RuntimeError(f"auditledge serve did not start: {line}{process.stderr.read()}")
            yield announced[1]
        finally:
            process.terminate()
            process.wait(30)
