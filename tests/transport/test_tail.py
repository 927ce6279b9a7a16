"""Tails: events once and in order, whatever the network does; and all the ways to end a tail."""

import asyncio
import itertools
import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EVENT, KEY, ClientKind, ServedLedger, serving

from auditledge import (
    APIConnectionError,
    AsyncAuditLedge,
    AuditLedge,
    AuditLedgeError,
    AuthenticationError,
    BadRequestError,
    PermissionDeniedError,
    ServerError,
    UnreadableAnswerError,
)
from auditledge._transport import tail as _tails
from transport.faulty_server import (
    FaultyServer,
    Peer,
    Step,
    close,
    hang_after,
    head,
    raw,
    reset_after,
    respond_error,
    respond_json,
)

HEAD = head(200, Content_Type="text/event-stream", Transfer_Encoding="chunked")

BEGIN = b"retry: 1\n:\nid: t0\n\n"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditledge._core.retry.FIRST_BACKOFF", 0.001)


def message(number: int) -> bytes:
    return f"id: t{number}\nevent: event\ndata: {json.dumps({**EVENT, 'n': number})}\n\n".encode()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def stream(*numbers: int, end: bytes = b"") -> bytes:
    return HEAD + chunk(BEGIN) + b"".join(chunk(message(each)) for each in numbers) + end


WHOLE = b"0\r\n\r\n"


def first_events(kind: ClientKind, url: str, count: int, **options: Any) -> list[int]:
    """The numbers of the first events of a tail."""
    client = kind.make(url)
    if kind.backend is None:
        with client, client.tail(**options) as events:
            return [event["n"] for event in itertools.islice(events, count)]

    async def read() -> list[int]:
        async with client, client.tail(**options) as events:
            return [(await anext(events))["n"] for _ in range(count)]

    with kind._portal() as portal:
        return portal.call(read)  # type: ignore[no-any-return]


BREAKS: dict[str, Step] = {
    "closed": raw(stream(1)),
    "ended": raw(stream(1, end=WHOLE)),
    "reset": reset_after(stream(1)),
    "cut in a message": raw(stream(1) + chunk(message(2)[:40])),
    "cut in a chunk": raw(stream(1) + chunk(message(2))[:40]),
    "silent": hang_after(stream(1)),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_lost_connection_is_resumed(
    any_kind: ClientKind, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_tails, "IDLE_TIMEOUT_S", 0.3)
    reported: list[AuditLedgeError] = []
    with FaultyServer(
        BREAKS[name],
        close,
        respond_error(503),
        respond_error(429),
        respond_error(500),
        respond_error(521),
        raw(stream(2, 3)),
    ) as server:
        assert first_events(any_kind, server.url, 3, on_reconnect=reported.append) == [1, 2, 3]
        targets = [request.target for request in server.requests]
    assert [isinstance(each, APIConnectionError) for each in reported] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert "after" not in targets[0]
    assert all("after=t1" in each for each in targets[1:]), targets


@pytest.mark.parametrize(
    ("status", "expected"), [(400, BadRequestError), (401, AuthenticationError), (403, PermissionDeniedError)]
)
def test_permanent_errors_end_the_tail(kind: ClientKind, status: int, expected: type[Exception]) -> None:
    with FaultyServer(raw(stream(1)), respond_error(status)) as server:
        with pytest.raises(expected):
            first_events(kind, server.url, 2)
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (respond_error(503), ServerError),
        (close, APIConnectionError),
        (respond_json([]), UnreadableAnswerError),
    ],
)
def test_a_failed_first_connection_raises(kind: ClientKind, step: Step, expected: type[Exception]) -> None:
    with FaultyServer(step) as server, pytest.raises(expected):
        first_events(kind, server.url, 1)


def test_an_event_that_is_not_json_raises(kind: ClientKind) -> None:
    with (
        FaultyServer(raw(HEAD + chunk(BEGIN + b"id: t1\nevent: event\ndata: {\n\n"))) as server,
        pytest.raises(UnreadableAnswerError),
    ):
        first_events(kind, server.url, 1)


def test_a_ledger_that_cannot_stream_raises(kind: ClientKind) -> None:
    problems = [{"field": "event_id", "message": "must be the id of an event: it starts with evt_"}]
    answer = respond_json({"error": "event_id must be", "code": "invalid_request", "problems": problems}, 400)
    with FaultyServer(answer) as server, pytest.raises(BadRequestError, match="earlier version"):
        first_events(kind, server.url, 1)


def test_events_arrive_once_and_in_order_through_an_unreliable_proxy(tmp_path: Path) -> None:
    """Each connection is cut after a few lines, possibly within a message."""
    store, total, chance = f"sqlite:///{tmp_path}/ledger.db", 300, random.Random(7)

    def forward(peer: Peer) -> None:
        target, headers = url.removesuffix("/v1") + peer.request.target, {"Authorization": f"Bearer {key}"}
        peer.send(head(200, Content_Type="text/event-stream"))
        with suppress(httpx.ReadTimeout), httpx.stream("GET", target, headers=headers, timeout=0.5) as answer:
            for line in itertools.islice(answer.iter_lines(), chance.randrange(3, 60)):
                peer.send(line.encode() + b"\n")

    with serving(store) as url, FaultyServer(forward) as proxy:
        key = ServedLedger(url, store).key
        with AuditLedge(key, url) as writer, AuditLedge(key, proxy.url) as client:
            results = writer.log_many({**EVENT, "metadata": {"n": n}} for n in range(total))
            assert all(each["success"] for each in results)
            with client.tail(after="beginning") as events:
                seen = [event["id"] for event in itertools.islice(events, total)]
        assert seen == [each["id"] for each in results]
        assert len(proxy.requests) > 10


def test_a_resume_token_works_in_another_client(kind: ClientKind, ledger: ServedLedger) -> None:
    key = ledger.new_key(f"position-{kind.backend}")
    with AuditLedge(key, ledger.url) as client:
        with client.tail() as events:
            token = events.resume_token
            assert token is None
        ids = [client.log(EVENT)["event"]["id"] for _ in range(3)]
        with client.tail(after="beginning") as events:
            assert next(events)["id"] == ids[0]
            token = events.resume_token
    client = kind.client_class(key, ledger.url)
    found = kind.call(client, "tail", after=token, follow=False)
    assert [each["id"] for each in found] == ids[1:]


BASES = ["served", "embedded"]


@pytest.fixture(params=BASES)
def client(request: pytest.FixtureRequest, ledger: ServedLedger, tmp_path: Path) -> Iterator[AuditLedge]:
    if request.param == "served":
        opened = AuditLedge(ledger.new_key(f"ends-{request.node.name}"), ledger.url)
    else:
        opened = AuditLedge("any", f"sqlite:///{tmp_path}/audit.db")
    with opened:
        yield opened


@pytest.mark.parametrize("way", ["tail", "client"])
def test_another_thread_can_end_a_tail(client: AuditLedge, way: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        events = client.tail()
        events.__enter__()
        stored = client.log(EVENT)["event"]
        reading = pool.submit(list, events)
        time.sleep(0.2)
        (events if way == "tail" else client).close()
        assert reading.result(5) == [stored]
    assert list(events) == []


def test_a_tail_of_an_embedded_ledger_with_many_writers(tmp_path: Path) -> None:
    with AuditLedge("any", f"sqlite:///{tmp_path}/audit.db") as client, client.tail() as events:
        threads = [threading.Thread(target=client.log, args=(EVENT,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        seen = [event["id"] for event in itertools.islice(events, 8)]
        assert len(set(seen)) == 8
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("base", BASES)
def test_a_tail_continues_after_a_canceled_wait(base: str, ledger: ServedLedger, tmp_path: Path) -> None:
    url = ledger.url if base == "served" else f"sqlite:///{tmp_path}/audit.db"

    async def script() -> None:
        async with AsyncAuditLedge(ledger.new_key("canceled"), url) as client, client.tail() as events:
            first = (await client.log(EVENT))["event"]["id"]
            assert (await anext(events))["id"] == first
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await anext(events)
            second = (await client.log(EVENT))["event"]["id"]
            assert (await anext(events))["id"] == second
            waiting = asyncio.ensure_future(anext(events, None))
            await asyncio.sleep(0.1)
            await events.close()
            assert await waiting is None

    asyncio.run(script())


def test_a_pause_ends_when_the_client_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultyServer(raw(stream(1)), respond_error(503, Retry_After=60)) as server:
        client = AuditLedge(KEY, server.url)
        broke = threading.Event()
        events = client.tail(on_reconnect=lambda error: error.status and broke.set())
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(list, events)
            assert broke.wait(10)
            client.close()
            assert len(reading.result(5)) == 1
