"""The room for bodies in a process, of which each account gets a part."""

import contextlib
import json
import time
from pathlib import Path

import pytest

from auditledge.server.accounts import api_keys
from auditledge.server.api import body_budget
from auditledge.server.stores.urls import open_store
from server.conftest import serving
from server.http.raw_client import RawClient, event_request
from server.samples import MINIMAL

ALL = frozenset(["write", "read"])


@pytest.mark.parametrize(
    "limits",
    [{"_MAX_BYTES_PER_ACCOUNT": 1_500_000}, {"_MAX_LONG_BODIES_PER_ACCOUNT": 1, "_TIMEOUT_S": 0.2}],
    ids=["bytes", "number"],
)
def test_bodies_that_never_end_do_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float]
) -> None:
    """Of one account, only so many long bodies are taken at a time; short ones and others's always are."""
    for limit, value in limits.items():
        monkeypatch.setattr(body_budget, limit, value)
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with contextlib.closing(open_store(url)) as store:
        one, other = (
            api_keys.create_key(store, account=name, organization=None, bound=False, scopes=ALL, plan=None)
            for name in ("one", "other")
        )
    batch = json.dumps({"events": [MINIMAL | {"metadata": {"text": "x" * 50_000}}] * 20})
    lines = ["Content-Type: application/json", f"Content-Length: {len(batch)}"]

    def begin(wire: RawClient) -> None:
        wire.send(wire.head("POST /v1/events/batch HTTP/1.1", *lines) + batch[:-1])

    def status(wire: RawClient, rest: str) -> int:
        wire.send(rest)
        response = wire.response()
        assert response is not None
        assert response.status != 503 or response.headers["retry-after"] == "1"
        return response.status

    with serving(url) as served, contextlib.ExitStack() as opened:
        first, second, third, short = (opened.enter_context(RawClient(served, one)) for _ in range(4))
        begin(first)
        time.sleep(0.2)
        begin(second)
        assert status(second, "") == 503
        assert status(short, event_request(short, MINIMAL)) == 201
        begin(fourth := opened.enter_context(RawClient(served, other)))
        assert status(fourth, batch[-1]) == 200
        assert status(first, batch[-1]) == 200
        begin(third)
        assert status(third, batch[-1]) == 200
