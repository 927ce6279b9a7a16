"""The stream of events: each once, in order, whoever writes, however often its readers are cut off."""

import gc
import json
import random
import signal
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from auditledge.server.accounts.api_keys import revoke_key
from auditledge.server.api import sse
from auditledge.server.ledger import resume_token, streams
from auditledge.server.stores.models import SequencePage
from server.conftest import Served
from server.samples import MINIMAL, event, record
from server.server_process import a_key, server_process, stored_in
from server.stream_reader import Reader, wait_until


@pytest.fixture
def key(ledger_server: Served) -> str:
    return ledger_server.key()


def test_a_stream_starts_with_a_token_and_continues_with_new_events(ledger_server: Served, key: str) -> None:
    client = ledger_server.client(key)
    record(client, MINIMAL)
    with Reader(ledger_server.url, key) as reader:
        assert reader.answer.headers["content-type"] == "text/event-stream"
        assert reader.answer.headers["cache-control"] == "no-store"
        first = next(messages := reader.messages())
        assert first.keys() == {"retry", "", "id"}
        sent = [record(client, event(metadata={"text": "a\n\r\u2028b", "n": n})) for n in range(3)]
        seen = [next(messages) for _ in range(3)]
        assert [json.loads(each["data"]) for each in seen] == sent
        assert {each["event"] for each in seen} == {"event"}
    with Reader(ledger_server.url, key, last_event_id=first["id"], follow=False) as reader:
        assert list(reader.events()) == sent


def test_a_step_of_a_stream_is_bounded_in_bytes(
    ledger_server: Served, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slow readers hold little, and yet get every event once and in order."""
    sizes, encode = list[int](), sse.encode

    def measured(page: SequencePage, token: Callable[[int], str]) -> bytes:
        sizes.append(sum(len(each.metadata) for each in page.events))
        return encode(page, token)

    monkeypatch.setattr(sse, "encode", measured)
    client = ledger_server.client(key)
    large = [record(client, event(metadata={"text": "x" * 60_000})) for _ in range(12)]
    small = [record(client, MINIMAL) for _ in range(3)]
    with Reader(ledger_server.url, key, after="beginning", follow=False) as reader:
        assert list(reader.events()) == [*large, *small]
    assert max(sizes) <= streams._PAGE_BYTES < sum(sizes)


def test_each_event_arrives_once_and_in_order_across_reconnects_and_processes(store_url: str) -> None:
    """Four writers and three readers, on two processes; readers are cut off at random and change sides."""
    key, total = a_key(store_url), 400
    with server_process(store_url) as (_, one), server_process(store_url) as (_, other):
        urls = [one, other]

        def write(number: int) -> None:
            with httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
                for turn in range(50):
                    body = {"events": [event(), event()]}
                    answer = client.post(f"{urls[(number + turn) % 2]}/events/batch", json=body)
                    assert answer.json()["succeeded"] == 2, answer.text

        def read(seed: int) -> list[str]:
            chance, seen, token = random.Random(seed), list[str](), "beginning"
            while len(seen) < total:
                with Reader(chance.choice(urls), key, after=token) as reader:
                    for each in reader.events():
                        seen.append(each["id"])
                        token = reader.token or token
                        if len(seen) == total or chance.random() < 0.05:
                            break
            return seen

        with ThreadPoolExecutor(7) as pool:
            readers = [pool.submit(read, seed) for seed in range(3)]
            for done in [pool.submit(write, number) for number in range(4)]:
                done.result()
            seen = [each.result(60) for each in readers]
    stored = [each.id for each in stored_in(store_url)]
    assert len(stored) == total
    assert seen == [stored] * 3


def test_a_stream_without_an_end_ends_as_the_server_stops(store_url: str) -> None:
    key = a_key(store_url)
    with (
        server_process(store_url) as (process, url),
        Reader(url, key) as reader,
        Reader(url, key, last_event_id=None) as idle,
    ):
        next(messages := reader.messages())
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert list(messages) == []  # and no exception: it is not cut, but ended
        assert len(list(idle.messages())) == 1
        assert process.wait(20) == -signal.SIGTERM  # after an orderly stop it ends by the signal
        assert time.monotonic() - began < 10


def test_a_bound_key_follows_only_its_organization(ledger_server: Served) -> None:
    account = ledger_server.account()
    everyone = ledger_server.client(ledger_server.key(account))
    bound = ledger_server.key(account, organization="org_a", bound=True)
    with Reader(ledger_server.url, bound) as reader:
        next(reader.messages())
        for organization in ["org_b", "org_a", "org_b", None, "org_a"]:
            record(everyone, event(organization_id=organization))
        events = reader.events()
        assert [next(events)["organization_id"] for _ in range(2)] == ["org_a", "org_a"]
        record(everyone, event(organization_id="org_b"))
    with Reader(ledger_server.url, bound, last_event_id=reader.token, follow=False) as reader:
        assert list(reader.events()) == []


def test_a_token_beyond_the_end_is_rejected(ledger_server: Served, key: str) -> None:
    """It is of a ledger that was restored to an earlier state: a reader would miss the first new events."""
    client = ledger_server.client(key)
    record(client, MINIMAL)
    (facts,) = [each for each in _keys(ledger_server) if each[0] == key]
    token = resume_token.encode(2, facts[1], ledger_server.store.pepper)
    answer = client.get("/events/stream", params={"follow": "false", "after": token})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def _keys(served: Served) -> list[tuple[str, int]]:
    from auditledge.server.accounts.api_keys import digest_of

    with served.store.reading() as snapshot:
        found = [
            (each, snapshot.accounts.find_key(digest_of(each, served.store.pepper))) for each in served.keys
        ]
    return [(each, facts.account) for each, facts in found if facts is not None]


def test_signs_of_life(ledger_server: Served, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are as frequent while the account is busy with events that do not match."""
    monkeypatch.setattr(streams, "_HEARTBEAT_S", 0.3)
    client, stop = ledger_server.client(key), threading.Event()

    def write() -> None:
        while not stop.wait(0.02):
            record(client, MINIMAL)

    with ThreadPoolExecutor(1) as pool, Reader(ledger_server.url, key, actor_id="nobody") as reader:
        messages = reader.messages()
        next(messages)
        writing, began = pool.submit(write), time.monotonic()
        signs = [next(messages) for _ in range(3)]
        took = time.monotonic() - began
        stop.set()
        writing.result()
    assert [each.keys() for each in signs] == [{"", "id"}] * 3
    assert len({each["id"] for each in signs}) == 3
    assert 0.8 < took < 5


def test_a_key_that_is_revoked_ends_its_streams(ledger_server: Served, key: str) -> None:
    with Reader(ledger_server.url, key) as reader:
        next(messages := reader.messages())
        revoke_key(ledger_server.store, key)
        began = time.monotonic()
        assert list(messages) == []
        assert time.monotonic() - began < 3
    assert ledger_server.client(key).get("/events/stream").status_code == 401


def test_a_slow_reader_costs_no_memory_and_misses_nothing(ledger_server: Served, key: str) -> None:
    client = ledger_server.client(key)
    with Reader(ledger_server.url, key) as reader:
        next(messages := reader.messages())
        tracemalloc.start()
        try:
            for batch in range(20):
                events = [event(metadata={"n": batch * 50 + n, "text": "x" * 20_000}) for n in range(50)]
                client.post("/events/batch", json={"events": events}, headers={"Prefer": "return=minimal"})
            gc.collect()  # the client's responses
            wait_until(lambda: tracemalloc.get_traced_memory()[0] < 12 * 2**20)  # of the 20 MB that wait
        finally:
            tracemalloc.stop()
        numbers = (json.loads(each["data"])["metadata"]["n"] for each in messages)
        assert [next(numbers) for _ in range(1_000)] == list(range(1_000))
