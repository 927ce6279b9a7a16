"""A request as it arrives: its media type, its size, and a client that goes away."""

import json
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest

from server.samples import MINIMAL, event, record


def test_a_batch_may_hold_as_much_as_the_contract_says(client: httpx.Client) -> None:
    items = [event(metadata={"t": "x" * 10_000}) for _ in range(1_000)]
    assert client.post("/events/batch", json={"events": items}).json()["succeeded"] == 1_000
    items = [event(metadata={"t": "x" * 10_400}) for _ in range(1_000)]
    answer = client.post("/events/batch", json={"events": items})
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


JSON = {"Content-Type": "application/json"}


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_is_taken(client: httpx.Client, media_type: str) -> None:
    answer = client.post("/events", content=json.dumps(MINIMAL), headers={"Content-Type": media_type})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"]
)
def test_another_media_type_is_refused(client: httpx.Client, media_type: str) -> None:
    answer = client.post("/events", content=json.dumps(MINIMAL), headers={"Content-Type": media_type})
    assert error_of(answer) == (415, "unsupported_media_type")


def _of_size(size: int) -> bytes:
    body = json.dumps(MINIMAL).encode()
    return body + b" " * (size - len(body))


@pytest.mark.parametrize(("path", "limit"), [("/events", 262_144), ("/events/batch", 10_485_760)])
def test_a_body_may_be_as_large_as_the_contract_says(client: httpx.Client, path: str, limit: int) -> None:
    within = client.post(path, content=_of_size(limit), headers=JSON)
    assert within.status_code in (201, 400)
    assert within.json().get("code") != "payload_too_large"
    beyond = _of_size(limit + 1)
    assert error_of(client.post(path, content=beyond, headers=JSON)) == (413, "payload_too_large")
    chunks = (beyond[start : start + 65_536] for start in range(0, len(beyond), 65_536))
    assert error_of(_unread(client, path, chunks)) == (413, "payload_too_large")


def _unread(client: httpx.Client, path: str, chunks) -> httpx.Response:  # type: ignore[no-untyped-def]
    """Send chunks without the check against the contract, which would want the body back."""
    with httpx.Client(base_url=client.base_url, headers=client.headers) as plain:
        return plain.post(path, content=chunks, headers=JSON)


def test_a_client_that_goes_away_within_its_body_stores_nothing(client: httpx.Client) -> None:
    url = urlsplit(str(client.base_url))
    with socket.create_connection((url.hostname, url.port)) as connection:
        head = f"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: {client.headers['authorization']}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{{".encode())
        time.sleep(0.05)
    record(client, MINIMAL)
    assert client.get("/events").json()["total"] == 1
