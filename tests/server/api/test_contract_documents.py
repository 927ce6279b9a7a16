"""The contract is served by the ledger itself, for generators and documentation tools."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest
import yaml

from auditledge.server.embedded import open_app
from server.conftest import Served

CONTRACT = Path(__file__).parents[3] / "openapi.yaml"


@pytest.fixture
def anyone(ledger_server: Served) -> httpx.Client:
    """A client without a key. The documents are no operations of the contract, so it is not held to that."""
    return ledger_server.client(checked=False)


def test_it_is_served_as_yaml_and_json_without_a_key(anyone: httpx.Client) -> None:
    as_yaml, as_json = anyone.get("/openapi.yaml"), anyone.get("/openapi.json")
    assert as_yaml.content == CONTRACT.read_bytes()
    assert as_json.json() == yaml.safe_load(as_yaml.text)
    assert as_yaml.headers["content-type"] == "application/yaml"
    assert as_json.headers["content-type"] == "application/json"
    for response in (as_yaml, as_json):
        assert response.status_code == 200
        assert int(response.headers["content-length"]) == len(response.content)
        assert response.headers["cache-control"] == "public, max-age=3600"
        assert response.headers["x-request-id"].startswith("req_")


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml"])
def test_a_client_that_has_it_gets_304(anyone: httpx.Client, path: str) -> None:
    first = anyone.get(path)
    etag = first.headers["etag"]
    for value in (etag, f'"other", W/{etag}', "*"):
        again = anyone.get(path, headers={"If-None-Match": value})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert "content-length" not in again.headers
    assert anyone.get(path, headers={"If-None-Match": '"other"'}).content == first.content
    # The connection is still in step.
    assert anyone.get("/health/live").status_code == 200


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml"])
def test_other_methods(anyone: httpx.Client, path: str) -> None:
    head = anyone.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(anyone.get(path).content)
    for method in ("POST", "DELETE"):
        response = anyone.request(method, path)
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
        assert response.headers["allow"] == "GET, HEAD"


def test_similar_paths_do_not_exist(anyone: httpx.Client) -> None:
    for path in ("/openapi", "/openapi.yml", "/openapi.json/", "/events/openapi.json/x", "/OPENAPI.JSON"):
        assert anyone.get(path).status_code == 404


def test_an_embedded_ledger_serves_it_too() -> None:
    async def get() -> httpx.Response:
        app = open_app(None)
        try:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://ledger/v1") as client:
                return await client.get("/openapi.json")
        finally:
            app.close()

    response = asyncio.run(get())
    assert json.loads(response.content)["openapi"] == "3.1.0"


def test_the_yaml_has_no_anchors() -> None:
    """Which not every generator reads."""
    tokens = yaml.scan(CONTRACT.read_text("utf-8"))
    assert not [each for each in tokens if isinstance(each, yaml.AnchorToken | yaml.AliasToken)]
