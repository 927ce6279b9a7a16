"""Who is woken by new events: of this process, of another, and how many may wait."""

import time

import httpx
import pytest

from auditledge.server.ledger import subscriptions
from server.conftest import Served
from server.samples import MINIMAL
from server.server_process import a_key, server_process
from server.stream_reader import Reader, wait_until


@pytest.fixture
def key(ledger_server: Served) -> str:
    return ledger_server.key()


def test_an_event_of_another_process_arrives_soon(ledger_server: Served, store_url: str) -> None:
    key = a_key(store_url)
    with server_process(store_url) as (_, one), server_process(store_url) as (_, other):
        with Reader(one, key) as reader, httpx.Client() as client:
            next(reader.messages())
            began = time.monotonic()
            client.post(f"{other}/events", json=MINIMAL, headers={"Authorization": f"Bearer {key}"})
            next(reader.events())
        assert time.monotonic() - began < 5


def test_there_are_only_so_many(ledger_server: Served, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that leaves makes room at once, although nothing is being sent to it."""
    monkeypatch.setattr(subscriptions, "_MAX_SUBSCRIBERS_PER_ACCOUNT", 2)
    client = ledger_server.client(key)
    with Reader(ledger_server.url, key) as one, Reader(ledger_server.url, key) as other:
        for reader in (one, other):
            next(reader.messages())
        refused = client.get("/events/stream")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert client.get("/events/stream?follow=false").status_code == 503
        with Reader(ledger_server.url, ledger_server.key()) as elsewhere:
            assert elsewhere.answer.status_code == 200
        one.__exit__()
        wait_until(lambda: client.get("/events/stream?follow=false").status_code == 200)
