"""A server in its own process, and its store, read and prepared from outside."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.urls import open_store

REPO = Path(__file__).parents[2]
MAIN = "from auditledge.cli import main; main()"


@contextlib.contextmanager
def server_process(
    database: str, *options: str, announced: bool = True, variables: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server in its own process: the process and its URL, empty unless `announced`.

    `variables` are added to its environment.
    """
    environment = {**os.environ, "PYTHONPATH": str(REPO), **variables}
    command = [sys.executable, "-c", MAIN, "serve", "--store", database, "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            yield process, _announced_url(process.stderr) if announced else ""
        finally:
            process.kill()


def _announced_url(stderr: IO[str]) -> str:
    """The URL at which a starting server says that it serves, after any warnings."""
    before = ""
    for line in stderr:
        if line.startswith("Auditledge serves"):
            return line.rpartition(" ")[2].strip()
        before += line
    raise AssertionError(f"the server ended before it served: {before}")


def a_key(database: str, account: str = "acme") -> str:
    """Create a key with every scope."""
    with contextlib.closing(open_store(database)) as store:
        return create_key(
            store, account=account, organization=None, bound=False, scopes=frozenset(["admin"]), plan=None
        )


def stored_in(database: str, account: int = 1) -> list[Event]:
    """Every event of an account, by sequence, read without a server."""
    with contextlib.closing(open_store(database)) as store, store.reading() as snapshot:
        batches = snapshot.search(account, Filters()).batches("asc", None, 1_000)
        events = [each for some in batches for each in some]
    return sorted(events, key=lambda each: each.sequence)
