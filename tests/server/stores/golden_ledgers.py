"""Golden ledgers: dumps of stores that each version of the schema wrote."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditledge.server.stores.postgres import schema as postgres_schema
from auditledge.server.stores.sqlite import schema
from server.postgres import PostgreSQL
from server.stores.golden import make

VERSIONS = {"sqlite": len(schema._MIGRATIONS), "postgresql": len(postgres_schema._MIGRATIONS)}
GOLDEN = [(engine, n) for engine, last in VERSIONS.items() for n in range(1, last + 1)]
EARLIER = [(engine, n) for engine, n in GOLDEN if n < VERSIONS[engine]]

Load = Callable[[str, int], str]


@pytest.fixture
def load(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Load]:
    """Restores the golden ledger of a version; returns the URL of the store."""
    with contextlib.ExitStack() as opened:

        def run(engine: str, version: int) -> str:
            dump = (make.HERE / f"{engine}-{version}.sql").read_text("utf-8")
            if engine == "sqlite":
                path = tmp_path / "golden.db"
                path.unlink(missing_ok=True)
                path.touch(mode=0o600)  # otherwise a server logs a warning before it says its URL
                with contextlib.closing(sqlite3.connect(path)) as connection:
                    connection.executescript(dump)
                return f"sqlite:///{path}"
            server: PostgreSQL = request.getfixturevalue("postgresql")
            url = opened.enter_context(server.database())
            server.load(url, dump)
            return url

        yield run


def facts_of(engine: str, version: int) -> Any:
    """What a golden ledger contains."""
    return json.loads((make.HERE / f"{engine}-{version}.json").read_text("utf-8"))
