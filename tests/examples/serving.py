"""A ledger as users run it: the installed `auditledge` command, in a separate process."""

import contextlib
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("auditledge"))
"""The installed command."""

_accounts = itertools.count(1)


class Served:
    """A running ledger, at `url`, with the store at the URL `store`."""

    def __init__(self, url: str, store: str) -> None:
        self.url = url
        self.store = store

    def key(self, *options: str) -> str:
        """A key of a new account."""
        account = f"account-{next(_accounts)}"
        command = [COMMAND, "keys", "create", "--store", self.store, "--account", account, *options]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
        key = done.stdout.removesuffix("\n")
        assert re.fullmatch(r"\S+", key), "the command prints the key and nothing else"
        return key


@contextlib.contextmanager
def serving(store: str) -> Iterator[Served]:
    """Run `auditledge serve` with a store, and stop it with SIGTERM."""
    command = [COMMAND, "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            announcement = server.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/v1", announcement)
            assert address, announcement + server.stderr.read()
            yield Served(address[0], store)
        finally:
            server.terminate()
            _, stderr = server.communicate(timeout=30)
    assert server.returncode in (0, -15), stderr
    assert stderr == "", stderr


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running ledger. Each test should create a key, and with it an account."""
    with serving(f"sqlite:///{tmp_path_factory.mktemp('served') / 'ledger.db'}") as ledger:
        yield ledger
