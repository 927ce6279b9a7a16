"""The same on PostgreSQL, and processes that are killed while they write, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from server import postgres

TESTS = Path(__file__).parents[2]
KILLS = os.environ.get("AUDITLEDGE_TEST_DJANGO_KILLS", "10")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[postgres.PostgreSQL]:
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    with postgres.private_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """The environment of a process that uses an empty database of either kind, and a ledger in a file."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)]),
        "AUDITLEDGE_TEST_DJANGO": str(tmp_path),
        "AUDITLEDGE_TEST_DJANGO_LEDGER": f"sqlite:///{tmp_path}/ledger.db",
        "AUDITLEDGE_OUTBOX": str(tmp_path / "outbox"),
    }
    with ExitStack() as stack:
        if request.param == "postgresql":
            server: postgres.PostgreSQL = request.getfixturevalue("postgresql")
            url = stack.enter_context(server.database())
            environment["AUDITLEDGE_TEST_DJANGO_POSTGRES"] = server.as_admin(url)
        yield environment
        if request.param == "postgresql":
            with server.admin(url) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")


def run(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment, cwd=TESTS, check=False, capture_output=True, text=True, timeout=1100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(1200)
def test_killed_processes_lose_and_invent_no_event(engine: Mapping[str, str]) -> None:
    assert f"{KILLS} kills" in run(engine, "integrations.django.killing", KILLS, "1")


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_everything_works_on_postgresql(engine: Mapping[str, str]) -> None:
    here = "integrations/django"
    names = ["outbox", "transactions"]
    if KILLS != "10":  # as every night
        names += [
            "bulk_writes",
            "authentication",
            "history",
            "middleware",
            "old_histories",
            "tracked_models",
        ]
        names += ["state_machine"]
    files = [f"{here}/test_{name}.py" for name in names]
    assert " passed" in run(engine, "pytest", "-q", "-p", "no:cacheprovider", *files)
