"""What both clients share: their arguments, and the copies that `with_options` makes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import EVENT, KEY, USAGE
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AsyncAuditLedge, AuditLedge, ConfigurationError, ValidationError


def test_clients_from_with_options_share_connections_and_leave_them_open() -> None:
    with FaultyServer(respond_json(USAGE)) as server, AuditLedge(KEY, server.url) as client:
        with client.with_options(timeout=1) as other:
            other.usage()
        client.usage()
    assert server.connections == 1


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_repr_shows_the_class_and_the_base_url(client_class: Any) -> None:
    assert repr(client_class(KEY, "https://ledger.example/v1")) == (
        f"{client_class.__name__}(base_url='https://ledger.example/v1')"
    )


def test_arguments_can_be_named_or_positional() -> None:
    placed = AuditLedge(KEY, "https://ledger.example", 5)
    named = AuditLedge(api_key=KEY, base_url="https://ledger.example", timeout=5)
    assert placed._settings == named._settings


def test_unknown_arguments_raise_type_errors() -> None:
    with pytest.raises(TypeError, match="organisation"):
        AuditLedge(KEY, organisation="x")  # type: ignore[call-arg]


def test_a_client_without_a_key_raises() -> None:
    with pytest.raises(ConfigurationError, match="set AUDITLEDGE_API_KEY"):
        AuditLedge()


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_a_prepared_event_is_what_is_recorded_later(client_class: Any) -> None:
    client = client_class(base_url="sqlite://", organization_id="org_1", redact=["actor.name"])
    prepared = client.prepare({**EVENT, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)})
    assert prepared == json.loads(json.dumps(prepared))
    assert prepared["timestamp"] == "2026-01-01T00:00:00Z"
    assert prepared["organization_id"] == "org_1"
    assert prepared["actor"]["name"] == "[redacted]"
    assert client.prepare(prepared) == prepared
    with pytest.raises(ValidationError, match="actor is required"):
        client.prepare({"action": "x"})
