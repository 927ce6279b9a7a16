"""The stream of events: each once, in order, whoever writes, however often its readers are cut off."""

import asyncio
import contextlib
import gc
import json
import random
import signal
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import httpx
import pytest

from auditledge.server.accounts.api_keys import revoke_key
from auditledge.server.api import response_budget, sse
from auditledge.server.api.response_budget import ResponseBudget
from auditledge.server.background import BackgroundMonitor
from auditledge.server.ledger import resume_token
from auditledge.server.ledger import streams as streams_module
from auditledge.server.ledger.append import AppendRequest
from auditledge.server.ledger.queries import BEGINNING, StreamQuery
from auditledge.server.ledger.readers import ReaderThreads
from auditledge.server.ledger.streams import CHUNK_BYTES, Streams
from auditledge.server.stores.models import Filters, SequencePage
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.sqlite.store import SQLiteStore
from server.conftest import Served
from server.samples import MINIMAL, event, record
from server.server_process import a_key, server_process, stored_in
from server.stores.appending import a_new_event, principal, store_all
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
    assert max(sizes) <= streams_module._PAGE_BYTES < sum(sizes)


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
    monkeypatch.setattr(streams_module, "_HEARTBEAT_S", 0.3)
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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with contextlib.closing(SQLiteStore(str(tmp_path / "ledger.db"))) as opened:
        yield opened


def all_but(budget: ResponseBudget, account: int, size: int) -> AbstractAsyncContextManager[object]:
    """All of an account's share of responses but so many bytes, for the `async with` block."""
    return budget.room(account, response_budget.MAX_BYTES_PER_ACCOUNT - size)


@contextlib.contextmanager
def streams_of(store: Store) -> Iterator[Streams]:
    """The streams of a process without a server."""

    async def always() -> bool:
        return True

    readers = ReaderThreads(store, lambda _: None, always)
    try:
        yield Streams(store, readers, BackgroundMonitor())
    finally:
        readers.close()


def test_a_chunk_is_part_of_the_share_of_its_account_until_it_is_sent(store: Store) -> None:
    account, budget = store.ensure_account("acme", "growth"), ResponseBudget()
    room = partial(budget.room, account, CHUNK_BYTES)
    query = StreamQuery(Filters(), BEGINNING, follow=False)

    async def run() -> None:
        chunks = streams.follow(principal(account), query, sse.encode, room)
        async with contextlib.aclosing(chunks):
            await anext(chunks)
            async with all_but(budget, account, CHUNK_BYTES - 1):
                following = asyncio.ensure_future(anext(chunks))
                await asyncio.sleep(0.05)
                assert not following.done()  # there is no room: nothing is read
            chunk = await following
            async with all_but(budget, account, len(chunk)):
                pass  # a chunk takes no more than it has
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05), all_but(budget, account, len(chunk) - 1):
                    pass  # and no less, while it is being sent
            assert [each async for each in chunks]
        assert (budget._reserved, budget._queues) == ({}, {})

    store_all(store, account, [a_new_event(metadata=json.dumps({"text": "x" * 5_000}))])
    with streams_of(store) as streams:
        asyncio.run(asyncio.wait_for(run(), 30))


def test_many_streams_of_an_account_read_less_often_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them wake up for each of its events, which must not become as many reads."""
    monkeypatch.setattr(streams_module, "_MIN_ACCOUNT_READ_INTERVAL_S", 0.05)
    account, number, reads = store.ensure_account("acme", "growth"), 10, list[float]()
    room = partial(ResponseBudget().room, account, CHUNK_BYTES)
    query = StreamQuery(Filters(), BEGINNING, follow=True)

    def encode(page: SequencePage, token: Callable[[int], str]) -> bytes:
        reads.append(time.monotonic())
        return sse.encode(page, token)

    async def follow() -> None:
        async for _ in streams.follow(principal(account), query, encode, room):
            pass

    async def run() -> float:
        following = [asyncio.ensure_future(follow()) for _ in range(number)]
        until = time.monotonic() + 1.0
        while time.monotonic() < until:
            streams.subscriptions.committed([AppendRequest(principal(account), None)])
            await asyncio.sleep(0.005)
        took = time.monotonic() - until + 1.0
        for each in following:
            each.cancel()
        await asyncio.wait(following)
        return took

    with streams_of(store) as streams:
        took = asyncio.run(run())
    # The first chunk and the first read of each, and then one in every interval of 50 ms.
    assert 3 * number <= len(reads) <= 3 * number + took / 0.05
