"""Who sends a request: known keys, unknown ones, and none."""

import threading
import time
from typing import Any

import pytest

from auditledge.server.accounts import api_keys
from auditledge.server.api import authentication
from auditledge.server.stores.account_tables import AccountReader
from server.conftest import Served


def counted_look_ups(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The digests of keys that are looked up from now on."""
    looked_up: list[bytes] = []
    plain = AccountReader.find_key
    lock = threading.Lock()

    def counted(self: Any, digest: bytes) -> Any:
        with lock:
            looked_up.append(digest)
        return plain(self, digest)

    monkeypatch.setattr(AccountReader, "find_key", counted)
    return looked_up


def test_health_needs_no_key(ledger_server: Served) -> None:
    answer = ledger_server.client().get("/health")
    assert answer.json()["status"] == "ok"
    assert ledger_server.client("nonsense").get("/health").status_code == 200


def test_two_keys_are_none(ledger_server: Served) -> None:
    key = ledger_server.key()
    client = ledger_server.client(checked=False)
    headers = [("Authorization", "Bearer al_bad"), ("Authorization", f"Bearer {key}")]
    assert client.get("/usage", headers=headers).status_code == 401


def test_an_unknown_key_that_is_repeated_costs_one_look_up(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = counted_look_ups(monkeypatch)
    client = ledger_server.client(api_keys.mint())
    started = time.monotonic()
    assert {client.get("/usage").status_code for _ in range(30)} == {401}
    assert len(looked_up) <= 1 + int(time.monotonic() - started)


def test_what_is_remembered_of_unknown_keys_is_bounded(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "_MAX_CACHED", 5)
    good = ledger_server.client(ledger_server.key())
    for _ in range(12):
        assert ledger_server.client(api_keys.mint()).get("/usage").status_code == 401
        assert good.get("/usage").status_code == 200


def test_a_key_is_cached_once_in_whatever_way_its_header_is_written(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise one key, written in many ways, would evict those of all other accounts."""
    monkeypatch.setattr(authentication, "_MAX_CACHED", 2)
    monkeypatch.setattr(authentication, "_CACHE_S", 600.0)
    one, other = ledger_server.key(), ledger_server.key()
    looked_up = counted_look_ups(monkeypatch)
    client = ledger_server.client(checked=False)
    for header in (f"Bearer {one}", *(f"beaRer{' ' * n}{other}" for n in range(1, 9)), f"Bearer {one}"):
        assert client.get("/usage", headers={"Authorization": header}).status_code == 200
    assert len(looked_up) == 2


def test_of_a_full_cache_only_the_oldest_key_is_dropped(
    ledger_server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "_MAX_CACHED", 2)
    monkeypatch.setattr(authentication, "_CACHE_S", 600.0)
    one, two, three = (ledger_server.client(ledger_server.key()) for _ in range(3))
    looked_up = counted_look_ups(monkeypatch)
    for client, expected in ((one, 1), (two, 2), (one, 2), (three, 3), (two, 3), (one, 4)):
        assert client.get("/usage").status_code == 200
        assert len(looked_up) == expected


@pytest.mark.parametrize("header", ["Bearer", "Basic al_x", "Bearer \u00e9"])
def test_what_is_no_bearer_token_is_no_key(ledger_server: Served, header: str) -> None:
    client = ledger_server.client(checked=False)
    headers = {"Authorization": header.encode()}
    assert client.get("/usage", headers=headers).status_code == 401  # type: ignore[arg-type]
