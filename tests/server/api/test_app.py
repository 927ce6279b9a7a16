"""The application around the handlers: request ids, and errors that no handler expects."""

import httpx
import pytest

from auditledge.server.stores.columnar.query import ColumnarSearch
from server.conftest import Served


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_an_internal_error_reveals_nothing(
    ledger_server: Served, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the content of user_123")

    monkeypatch.setattr(ColumnarSearch, "count", fail)
    answer = client.get("/events", params={"actor_id": "user_123"})
    assert error_of(answer) == (500, "internal_error")
    assert answer.json()["error"] == "The ledger failed to process this request"
    (line,) = [each for each in logged if answer.json()["request_id"] in each]
    assert "RuntimeError at" in line
    assert "user_123" not in "".join(logged)


def test_request_ids_are_told_apart(client: httpx.Client) -> None:
    ids = {client.get("/usage").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5
