"""The short version of `server.load.crash`: a round for each fault, and whether it would find a bug."""

import asyncio
import contextlib
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from outbox.support import power

from server.conftest import serving
from server.load import crash
from server.load.history import History, check_history, write
from server.postgres import MISSING, binaries
from server.server_process import MAIN, a_key

CARELESS = f"""
from auditledge.server.stores.sqlite.store import SQLiteStore
careful = SQLiteStore._connect
def careless(store, *arguments):
    connection = careful(store, *arguments)
    connection.execute("PRAGMA synchronous = OFF")
    return connection
SQLiteStore._connect = careless
{MAIN}"""


@pytest.fixture
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[power.Disk]:
    if not power.works(tmp_path_factory.mktemp("power") / "probe"):
        pytest.skip("a power cut needs root and a loop device")
    with crash.disk() as made:
        yield made


@pytest.mark.parametrize("name", crash.ENGINES)
def test_what_was_acknowledged_survives(name: str, disk: power.Disk) -> None:
    if name == "postgresql" and binaries() is None:
        pytest.skip(MISSING)
    with contextlib.closing(crash.ENGINES[name](disk)) as engine:
        seed = random.randrange(10**6)
        torture = crash.Torture(engine, seed)
        for fault in engine.faults:
            for verdict in torture.round(fault):
                assert verdict.is_good, f"seed {seed}, {fault}: {verdict}"
                assert verdict.acknowledged > 50


def test_a_store_that_does_not_flush_is_found_out(disk: power.Disk) -> None:
    """A cut is one, and the checker sees it."""
    with contextlib.closing(crash.SQLite(disk, CARELESS)) as engine:
        verdicts = crash.Torture(engine, seed=1).round("power")
    assert all(verdict.lost for verdict in verdicts)


@pytest.mark.skipif(binaries() is None, reason=MISSING)
def test_a_database_that_does_not_wait_is_found_out(
    disk: power.Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITLEDGE_ACCEPT_DATA_LOSS", "1")
    with contextlib.closing(crash.Postgres(disk)) as engine:
        torture = crash.Torture(engine, seed=1)
        engine.server.set("wal_writer_delay", "10000")
        engine.server.set("synchronous_commit", "off")
        verdicts = torture.round("power")
    assert all(verdict.lost for verdict in verdicts)


OLDEST = "place = (SELECT min(place) FROM events)"


@pytest.mark.parametrize(
    ("harm", "seen"),
    [
        ("SELECT 1", lambda verdict: verdict.is_good),
        (f"DELETE FROM events WHERE {OLDEST}", lambda verdict: len(verdict.lost) == 1 and verdict.disordered),
        ("DELETE FROM events", lambda verdict: len(verdict.lost) == verdict.acknowledged),
        (f"UPDATE events SET metadata = '{{}}' WHERE {OLDEST}", lambda verdict: len(verdict.changed) == 1),
        (f"UPDATE events SET id = randomblob(16) WHERE {OLDEST}", lambda verdict: len(verdict.invented) == 1),
        ("UPDATE usage SET events = events + 1", lambda verdict: [*verdict.miscounted] == ["usage"]),
        (
            f"UPDATE events SET place = place + 1000 WHERE {OLDEST}",
            lambda verdict: len(verdict.disordered) > 10 and "last sequence" in verdict.miscounted,
        ),
    ],
)
def test_the_checker_sees_what_is_wrong(harm: str, seen: Callable[[Any], bool], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    history = History(a_key(url))

    async def fill(base: str) -> None:
        stop = asyncio.Event()
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            writing = asyncio.ensure_future(write(client, history, stop, random.Random(1)))
            while len(history.acknowledged) < 40:  # noqa: ASYNC110 - a few milliseconds
                await asyncio.sleep(0.01)
            stop.set()
            await writing

    with serving(url) as base:
        asyncio.run(fill(base))
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as connection, connection:
        connection.execute(harm)
    with serving(url) as base:
        verdict = check_history(history, url, base, 1)
    assert seen(verdict), verdict
    assert verdict.is_good == (harm == "SELECT 1")
