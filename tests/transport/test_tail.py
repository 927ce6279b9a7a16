"""Tails: once and in order, whatever the network does; and all the ways to end one."""

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
from conftest import EVENT, KEY, Kind, Ledger, serving

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
    ValidationError,
)
from auditledge._core.sse import EventStreamParser
from auditledge._transport import tail as _tails
from transport.faulty_server import (
    FaultServer,
    Peer,
    Step,
    close,
    hang_after,
    head,
    json_answer,
    raw,
    refuse,
    reset_after,
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


def taken(kind: Kind, url: str, count: int, **options: Any) -> list[int]:
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
def test_what_breaks_is_made_anew(any_kind: Kind, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_tails, "IDLE_TIMEOUT_S", 0.3)
    told: list[AuditLedgeError] = []
    with FaultServer(
        BREAKS[name], close, refuse(503), refuse(429), refuse(500), refuse(521), raw(stream(2, 3))
    ) as server:
        assert taken(any_kind, server.url, 3, on_reconnect=told.append) == [1, 2, 3]
        targets = [request.target for request in server.requests]
    assert [isinstance(each, APIConnectionError) for each in told] == [True, True, False, False, False, False]
    assert "after" not in targets[0]
    assert all("after=t1" in each for each in targets[1:]), targets


@pytest.mark.parametrize(
    ("status", "expected"), [(400, BadRequestError), (401, AuthenticationError), (403, PermissionDeniedError)]
)
def test_it_gives_up_where_nothing_can_help(kind: Kind, status: int, expected: type[Exception]) -> None:
    with FaultServer(raw(stream(1)), refuse(status)) as server:
        with pytest.raises(expected):
            taken(kind, server.url, 2)
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("step", "expected"),
    [(refuse(503), ServerError), (close, APIConnectionError), (json_answer([]), UnreadableAnswerError)],
)
def test_a_first_connection_that_fails_is_told(kind: Kind, step: Step, expected: type[Exception]) -> None:
    with FaultServer(step) as server, pytest.raises(expected):
        taken(kind, server.url, 1)


def test_an_event_that_is_no_json_is_told(kind: Kind) -> None:
    with (
        FaultServer(raw(HEAD + chunk(BEGIN + b"id: t1\nevent: event\ndata: {\n\n"))) as server,
        pytest.raises(UnreadableAnswerError),
    ):
        taken(kind, server.url, 1)


def test_a_ledger_of_an_earlier_version(kind: Kind) -> None:
    problems = [{"field": "event_id", "message": "must be the id of an event: it starts with evt_"}]
    answer = json_answer({"error": "event_id must be", "code": "invalid_request", "problems": problems}, 400)
    with FaultServer(answer) as server, pytest.raises(BadRequestError, match="earlier version"):
        taken(kind, server.url, 1)


def test_a_hint_for_an_unknown_filter_names_filters_alone(kind: Kind) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.make("sqlite://").tail({"limit": 3, "folow": True})
    assert [problem.field for problem in refused.value.problems] == ["limit", "folow"]
    assert "known are organization_id, actor_id" in str(refused.value)
    assert "'follow'" not in str(refused.value)
    assert "after" not in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"filters": {"order": "asc"}}, "order"),
        ({"filters": {"after": "x"}}, "after"),
        ({"filters": {"actor_id": 5}}, "actor_id"),
        ({"after": 5}, "after"),
        ({"follow": "yes"}, "follow"),
    ],
)
def test_what_is_wrong_is_told_at_once(kind: Kind, arguments: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.make("sqlite://").tail(**arguments)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_messages_are_read_however_they_are_cut() -> None:
    text = b": c\r\nid: 1\r\nevent: event\r\ndata: {\r\ndata: }\r\n\r\n\r\n"
    text += b"id\ndata:a\n\n:\nid: 3\n\nevent: later\ndata: x\nid: 4\n\n"
    expected = [
        ("event", "1", b"{\n}"),
        ("message", "", b"a"),
        ("message", "3", None),
        ("later", "4", b"x"),
    ]
    for size in range(1, len(text)):
        reader = EventStreamParser()
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        found = [each for piece in pieces for each in reader.feed(piece)]
        assert [tuple(each) for each in found] == [(kind, token, data) for kind, token, data in expected], (
            size
        )


def test_once_and_in_order_through_a_door_that_shuts(tmp_path: Path) -> None:
    """Each connection is cut after some lines, which may be in the middle of a message."""
    store, total, chance = f"sqlite:///{tmp_path}/ledger.db", 300, random.Random(7)

    def passed_on(peer: Peer) -> None:
        target, headers = url.removesuffix("/v1") + peer.request.target, {"Authorization": f"Bearer {key}"}
        peer.send(head(200, Content_Type="text/event-stream"))
        with suppress(httpx.ReadTimeout), httpx.stream("GET", target, headers=headers, timeout=0.5) as answer:
            for line in itertools.islice(answer.iter_lines(), chance.randrange(3, 60)):
                peer.send(line.encode() + b"\n")

    with serving(store) as url, FaultServer(passed_on) as door:
        key = Ledger(url, store).key
        with AuditLedge(key, url) as writer, AuditLedge(key, door.url) as client:
            results = writer.log_many({**EVENT, "metadata": {"n": n}} for n in range(total))
            assert all(each["success"] for each in results)
            with client.tail(after="beginning") as events:
                seen = [event["id"] for event in itertools.islice(events, total)]
        assert seen == [each["id"] for each in results]
        assert len(door.requests) > 10


def test_the_position_outlives_the_program(kind: Kind, ledger: Ledger) -> None:
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
def client(request: pytest.FixtureRequest, ledger: Ledger, tmp_path: Path) -> Iterator[AuditLedge]:
    if request.param == "served":
        opened = AuditLedge(ledger.new_key(f"ends-{request.node.name}"), ledger.url)
    else:
        opened = AuditLedge("any", f"sqlite:///{tmp_path}/audit.db")
    with opened:
        yield opened


@pytest.mark.parametrize("way", ["tail", "client"])
def test_another_thread_may_end_it(client: AuditLedge, way: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        events = client.tail()
        events.__enter__()
        stored = client.log(EVENT)["event"]
        reading = pool.submit(list, events)
        time.sleep(0.2)
        (events if way == "tail" else client).close()
        assert reading.result(5) == [stored]
    assert list(events) == []


def test_many_writers_of_an_embedded_ledger(tmp_path: Path) -> None:
    with AuditLedge("any", f"sqlite:///{tmp_path}/audit.db") as client, client.tail() as events:
        threads = [threading.Thread(target=client.log, args=(EVENT,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        seen = [event["id"] for event in itertools.islice(events, 8)]
        assert len(set(seen)) == 8
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("base", BASES)
def test_a_task_may_be_cancelled_and_goes_on(base: str, ledger: Ledger, tmp_path: Path) -> None:
    url = ledger.url if base == "served" else f"sqlite:///{tmp_path}/audit.db"

    async def script() -> None:
        async with AsyncAuditLedge(ledger.new_key("cancelled"), url) as client, client.tail() as events:
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
    with FaultServer(raw(stream(1)), refuse(503, Retry_After=60)) as server:
        client = AuditLedge(KEY, server.url)
        broke = threading.Event()
        events = client.tail(on_reconnect=lambda error: error.status and broke.set())
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(list, events)
            assert broke.wait(10)
            client.close()
            assert len(reading.result(5)) == 1
