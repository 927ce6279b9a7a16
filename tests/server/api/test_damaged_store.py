"""A store that is damaged while it is served: requests fail as `unavailable`, so that clients retry them."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.conftest import serving
from server.samples import event
from server.server_process import a_key

UNDAMAGED = 20 * 4_096  # the first pages of the file: its schema, accounts and keys


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a ledger whose tables were overwritten while it was served."""
    path = tmp_path_factory.mktemp("damaged") / "ledger.db"
    key = a_key(f"sqlite:///{path}")
    headers = {"Authorization": f"Bearer {key}"}
    with (
        serving(f"sqlite:///{path}") as url,
        httpx.Client(base_url=url, headers=headers, timeout=30) as client,
    ):
        batch = {"events": [event(metadata={"text": "x" * 2_000})] * 1_000}
        assert client.post("/events/batch", json=batch).json()["failed"] == 0
        damage(path)
        yield client


def damage(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(UNDAMAGED)
        file.write(b"\xff" * (size - UNDAMAGED))


@pytest.mark.parametrize(
    "path",
    [
        "/events",
        "/events?search=invoice",
        "/events/export?format=json",
        "/events/export?format=csv",
        "/events/evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    ],
)
def test_reading_is_unavailable(damaged: httpx.Client, path: str) -> None:
    response = damaged.get(path)
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "1"


def test_recording_is_unavailable(damaged: httpx.Client) -> None:
    response = damaged.post("/events", json=event())
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert response.headers["retry-after"] == "1"
