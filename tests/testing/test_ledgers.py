import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import EVENT

from auditledge import (
    AuditLedge,
    ConfigurationError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    audit,
)
from auditledge.testing import Ledger, LedgerHost, LedgerURL, open_ledger


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application's settings are those of its environment, and unknown again after the test."""
    monkeypatch.setattr(audit, "_settings", None)
    monkeypatch.setattr(audit, "_completer", None)
    yield
    audit.close()


def test_audit_records_in_the_ledger_of_the_test(host: LedgerHost) -> None:
    with host.new_ledger() as one:
        audit.log(EVENT)
        with host.new_ledger() as other:
            audit.enqueue(EVENT)
            audit.enqueue(EVENT)
            assert len(other.events.all()) == 2
        audit.log(EVENT)
        assert len(one.events.all("invoice.deleted", organization_id=one.organization_id)) == 2
    assert one.organization_id != other.organization_id


def test_audit_is_as_before_afterwards(host: LedgerHost) -> None:
    with AuditLedge(base_url="sqlite://") as own:
        audit.configure(client=own)
        audit.log(EVENT)
        client = audit.client
        with host.new_ledger() as ledger:
            audit.log(EVENT)
            ledger.events.only("invoice.deleted")
        assert audit.client is client
        audit.log(EVENT)
        assert own.query()["total"] == 2


def test_without_settings_there_are_none_afterwards(host: LedgerHost) -> None:
    with host.new_ledger():
        audit.log(EVENT)
    with pytest.raises(ConfigurationError, match="api_key is required"):
        audit.log(EVENT)


def test_the_settings_of_the_application_apply(host: LedgerHost) -> None:
    with host.new_ledger() as ledger:
        audit.configure(
            api_key="k", base_url="https://a.example", organization_id="org_1", redact=["actor.name"]
        )
        audit.log(EVENT)
        event = ledger.events.only("invoice.deleted", organization_id="org_1")
        assert event["actor"] == {"id": "user_123", "name": "[redacted]"}
    assert audit.settings.client_options["organization_id"] == "org_1"


def test_problems_explain_missing_events(host: LedgerHost) -> None:
    audit.problems.report("before", "an earlier test")
    with host.new_ledger() as ledger:
        assert audit.capture({"action": "nothing else"}) is None
        with pytest.raises(AssertionError, match=r"see audit.problems: .*not_recorded \(1\)"):
            ledger.events.one("nothing else")


def test_events_are_in_the_order_of_storage(ledger: Ledger) -> None:
    for number, time in enumerate(["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"]):
        ledger.client.log({**EVENT, "action": f"a.{number}", "timestamp": time})
    assert [each["action"] for each in ledger.events.all()] == ["a.0", "a.1"]
    assert ledger.events.one("a.1") == ledger.client.query({"action": "a.1"})["events"][0]


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_log_overcomes_passing_faults(ledger: Ledger, status: int) -> None:
    ledger.fail_next(status)
    audit.log(EVENT)
    ledger.events.only("invoice.deleted")


@pytest.mark.parametrize(
    ("status", "error"),
    [(403, PermissionDeniedError), (429, RateLimitError), (500, ServerError), (503, ServerError)],
)
def test_faults_are_the_ledgers_own_responses(ledger: Ledger, status: int, error: type[Exception]) -> None:
    ledger.fail_next(status, times=2, retry_after=7)
    with pytest.raises(error) as caught:
        audit.log(EVENT, retries=0)
    assert caught.value.status == status  # type: ignore[attr-defined]
    assert str(caught.value.request_id).startswith("req_")  # type: ignore[attr-defined]
    assert caught.value.retry_after == (7 if status in (429, 503) else None)  # type: ignore[attr-defined]
    with pytest.raises(error):
        ledger.client.query(retries=0)
    assert ledger.client.query(retries=0)["total"] == 0
    ledger.events.none()


def test_the_outbox_overcomes_faults(ledger: Ledger) -> None:
    ledger.fail_next(503, times=3)
    for number in range(5):
        audit.enqueue({**EVENT, "resource": {"type": "invoice", "id": str(number)}})
    assert len(ledger.events.all("invoice.deleted")) == 5


def test_batches_fail_as_a_whole(ledger: Ledger) -> None:
    ledger.fail_next(503)
    (item,) = ledger.client.log_many([EVENT], retries=0)
    assert (item["success"], item["status"]) == (False, 503)
    (item,) = ledger.client.log_many([EVENT])
    assert item["success"]


def test_faults_are_those_of_one_test(host: LedgerHost) -> None:
    with host.new_ledger() as one:
        one.fail_next(503, times=1_000)
        with host.new_ledger():
            audit.log(EVENT, retries=0)
        with pytest.raises(ServerError):
            audit.log(EVENT, retries=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((418,), "status must be one of 401, 403, 408, 413, 429, 500, 503"),
        ((503, 0), "times must be a whole number, 1 or more"),
        ((503, True), "times must be"),
    ],
)
def test_faults_that_cannot_be_are_refused(ledger: Ledger, arguments: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ledger.fail_next(*arguments)
    with pytest.raises(ValueError, match="retry_after must be"):
        ledger.fail_next(503, retry_after=-1)


def test_rejected_events_are_reported(ledger: Ledger) -> None:
    ledger.fail_next(413, times=10)
    audit.enqueue(EVENT)
    with pytest.raises(AssertionError, match="The ledger rejected 1 of the events that were enqueued"):
        ledger.events.one("invoice.deleted")


def test_events_that_cannot_be_delivered_are_reported(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditledge.testing.ledgers._FLUSH_S", 0.05)
    ledger.fail_next(503, times=100, retry_after=60)
    audit.enqueue(EVENT)
    with pytest.raises(AssertionError, match="1 of the recorded events could not be delivered"):
        ledger.events.none("user.login")


def test_a_socket_serves_the_same_ledger(ledger: Ledger) -> None:
    url = ledger.url
    assert isinstance(url, LedgerURL)
    ledger.clock.freeze("2026-02-01T00:00:00Z")
    program = "from auditledge import AuditLedge; import sys; AuditLedge().log(eval(sys.argv[1]))"
    variables = {**os.environ, "AUDITLEDGE_BASE_URL": url, "AUDITLEDGE_API_KEY": url.key}
    subprocess.run([sys.executable, "-c", program, repr(EVENT)], check=True, env=variables)
    with AuditLedge(url.key, base_url=url) as client:
        ledger.fail_next(503)
        client.log({**EVENT, "action": "b.c"})
        assert client.query()["total"] == 2
    event = ledger.events.one("invoice.deleted")
    assert event["received_at"] == "2026-02-01T00:00:00.000000Z"
    assert json.loads(json.dumps(event)) == ledger.client.get(event["id"])


def test_a_socket_needs_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "auditledge.server.http.server", None)
    with LedgerHost() as other, other.new_ledger() as ledger:
        with pytest.raises(ConfigurationError, match=r"pip install 'auditledge\[server\]'"):
            _ = ledger.url
        audit.log(EVENT)
        ledger.events.only("invoice.deleted")


def test_a_ledger_without_pytest() -> None:
    with open_ledger() as ledger:
        audit.log(EVENT)
        ledger.events.only("invoice.deleted")
    with open_ledger() as ledger:
        ledger.events.none()
