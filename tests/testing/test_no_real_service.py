"""AUDITLEDGE_TESTING: nothing is sent to a real service, nor stored to be sent later."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from conftest import EVENT, KEY

from auditledge import AsyncAuditLedge, AuditLedge, ConfigurationError
from auditledge.testing import Ledger

REAL = "https://ledger.invalid/v1"
REFUSED = "AUDITLEDGE_TESTING is set, so nothing is sent to ledger.invalid: use a fixture"


@pytest.fixture(autouse=True)
def _testing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLEDGE_TESTING", "1")


def no_transport() -> httpx.MockTransport:
    def respond(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"a request was sent to {request.url}")

    return httpx.MockTransport(respond)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.log(EVENT),
        lambda client: client.log(EVENT, on_failure="enqueue"),
        lambda client: client.enqueue(EVENT),
        lambda client: client.log_many([EVENT]),
        lambda client: client.query(),
        lambda client: client.flush(),
        lambda client: client.low_level,
    ],
    ids=["log", "log or enqueue", "enqueue", "log_many", "query", "flush", "low_level"],
)
def test_every_call_is_refused(call: Callable[[AuditLedge], Any], tmp_path: Path) -> None:
    client = AuditLedge(KEY, base_url=REAL, outbox=tmp_path / "outbox")
    with client, pytest.raises(ConfigurationError, match=REFUSED):
        call(client)
    assert list(tmp_path.iterdir()) == []


def test_connections_of_the_caller_are_refused_too() -> None:
    with httpx.Client(transport=no_transport()) as own:
        client = AuditLedge(KEY, base_url=REAL, http_client=own)
        with client, pytest.raises(ConfigurationError, match=REFUSED):
            client.query()


def test_asynchronous_calls_are_refused() -> None:
    async def main() -> None:
        async with AsyncAuditLedge(KEY, base_url=REAL) as client:
            for call in (client.log, client.enqueue):
                with pytest.raises(ConfigurationError, match=REFUSED):
                    await call(EVENT)  # type: ignore[arg-type]

    anyio.run(main)


def test_ledgers_on_this_machine_are_allowed(ledger: Ledger) -> None:
    with AuditLedge(ledger.key, base_url=ledger.url) as client:
        client.log(EVENT)
    with AuditLedge(base_url="sqlite://") as client:
        client.enqueue(EVENT)
        assert client.flush().waiting == 0
    ledger.events.only("invoice.deleted")


@pytest.mark.parametrize(
    "base_url", ["https://localhost:1/v1", "https://127.0.0.2:1/v1", "https://[::1]:1/v1"]
)
def test_loopback_is_this_machine(base_url: str) -> None:
    with AuditLedge(KEY, base_url=base_url, retries=0) as client:
        assert client.low_level is not None


@pytest.mark.parametrize("value", ["true", "yes", "anything"])
def test_other_values_turn_it_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLEDGE_TESTING", value)
    with AuditLedge(KEY, base_url=REAL) as client, pytest.raises(ConfigurationError, match=REFUSED):
        client.query()


@pytest.mark.parametrize("value", [None, "", "0", "false", "No", "off"])
def test_it_can_be_off(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv("AUDITLEDGE_TESTING")
    else:
        monkeypatch.setenv("AUDITLEDGE_TESTING", value)
    with AuditLedge(KEY, base_url=REAL) as client:
        assert client.low_level is not None
