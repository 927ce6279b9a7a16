"""Exports: every matching event of one snapshot, or an export that is seen as broken."""

import itertools
import json
import threading
import time
import tracemalloc

import httpx
import pytest

from auditledge.server.accounts.api_keys import revoke_key
from auditledge.server.ledger import exports
from auditledge.server.stores.columnar.query import ColumnarSearch
from server.conftest import Served
from server.samples import event, record, record_all


def test_an_export_is_one_snapshot(ledger_server: Served) -> None:
    key = ledger_server.key()
    writer, reader = ledger_server.client(key), ledger_server.client(key, checked=False)
    sent = [event(metadata={"text": "x" * 2_000}) for _ in range(4_000)]
    stored = record_all(writer, sent)
    with reader.stream("GET", "/events/export?order=asc") as answer:
        chunks = answer.iter_raw()
        begun = next(chunks)
        record(writer, event(timestamp="2099-01-01T00:00:00Z"))
        assert json.loads(begun + b"".join(chunks)) == stored
    assert writer.get("/events").json()["total"] == 4_001


def test_a_client_that_goes_away_ends_the_export(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ledger_server.key()
    record_all(ledger_server.client(key), [event(metadata={"text": "x" * 5_000}) for _ in range(3_000)])
    closed = threading.Event()
    batches = ColumnarSearch.batches

    def watched(*args, **kwargs):  # type: ignore[no-untyped-def]
        try:
            yield from batches(*args, **kwargs)
        finally:
            closed.set()

    monkeypatch.setattr(ColumnarSearch, "batches", watched)
    with ledger_server.client(key, checked=False).stream("GET", "/events/export") as answer:
        next(answer.iter_raw())
        assert not closed.is_set()
    assert closed.wait(10)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_broken_export_is_seen_as_broken(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch, form: str, logged: list[str]
) -> None:
    key = ledger_server.key()
    record_all(ledger_server.client(key), [event() for _ in range(1_500)])
    batches = ColumnarSearch.batches

    def broken(*args, **kwargs):  # type: ignore[no-untyped-def]
        yield from itertools.islice(batches(*args, **kwargs), 2)
        raise RuntimeError("the secret of user_123")

    monkeypatch.setattr(ColumnarSearch, "batches", broken)
    client = ledger_server.client(key, checked=False)
    with client.stream("GET", f"/events/export?format={form}") as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()
    assert not any("user_123" in line for line in logged)


def test_a_key_that_is_revoked_ends_its_exports(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_CHECK_KEY_EVERY_S", 0.05)
    key = ledger_server.key()
    record_all(ledger_server.client(key), [event(metadata={"text": "x" * 5_000}) for _ in range(4_000)])
    with ledger_server.client(key, checked=False).stream("GET", "/events/export") as answer:
        chunks = answer.iter_raw()
        next(chunks)
        assert revoke_key(ledger_server.store, key)
        time.sleep(0.1)
        with pytest.raises(httpx.RemoteProtocolError):
            list(chunks)


def test_an_export_that_cannot_begin_is_an_error(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args, **kwargs):  # type: ignore[no-untyped-def]
        raise RuntimeError
        yield

    monkeypatch.setattr(ColumnarSearch, "batches", broken)
    answer = ledger_server.client(ledger_server.key()).get("/events/export")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")


def test_an_export_takes_constant_memory(ledger_server: Served) -> None:
    key = ledger_server.key()
    record_all(ledger_server.client(key), [event(metadata={"text": "x" * 8_000}) for _ in range(2_000)])
    peaks = []
    for _ in range(3):  # the first one also fills caches; other threads of this process allocate at times
        tracemalloc.start()
        with ledger_server.client(key, checked=False).stream("GET", "/events/export") as answer:
            size = sum(len(chunk) for chunk in answer.iter_raw())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > 16_000_000
    assert min(peaks) < 6_000_000  # a step of 0.8 MB is there as rows, as text and as bytes


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_an_export_resumes_after_an_event(client: httpx.Client, order: str) -> None:
    record_all(client, [event(metadata={"n": n}) for n in range(12)])
    whole = client.get("/events/export", params={"order": order}).json()
    rest = client.get("/events/export", params={"order": order, "after": whole[4]["id"]})
    assert rest.json() == whole[5:]
    assert rest.headers["x-total-count"] == "7"


def test_after_names_an_event_within_reach(ledger_server: Served) -> None:
    other = ledger_server.client(ledger_server.key())
    stored = record(other, event())
    client = ledger_server.client(ledger_server.key())
    answer = client.get("/events/export", params={"after": stored["id"]})
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["field"] == "after"
