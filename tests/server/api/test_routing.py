"""Paths and methods: those of the contract, and no others."""

import httpx
import pytest

from server.http.raw_client import first_response


@pytest.mark.parametrize(
    "path",
    ["/", "/event", "/events/", "/events/x/y", "/usage/", "/../v1/usage", "/%75sage", "/events%2Fexport"],
)
def test_a_path_that_is_not_in_the_contract_is_not_found(client: httpx.Client, path: str) -> None:
    assert first_response(client, f"GET /v1{path} HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 404


@pytest.mark.parametrize("path", ["/", "/events", "/v2/events", "/v1", "/v1x/events"])
def test_there_is_nothing_outside_the_base_path(client: httpx.Client, path: str) -> None:
    assert first_response(client, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/events", "GET, POST"),
        ("DELETE", "/events/evt_1", "GET"),
        ("GET", "/events/batch", "POST"),
        ("POST", "/events/export", "GET"),
        ("HEAD", "/usage", "GET"),
        ("OPTIONS", "/events", "GET, POST"),
    ],
)
def test_a_method_that_is_not_in_the_contract_is_refused(
    client: httpx.Client, method: str, path: str, allow: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allow
