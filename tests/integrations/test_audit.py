"""Events completed from the scope, against a real ledger."""

import asyncio
import logging
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from auditledge import AuditLedge, AuditLedgeError, ConfigurationError, PermissionDeniedError, ValidationError
from auditledge.integrations.audit import Audit
from integrations.conftest import Recorded

EVENT: dict[str, Any] = {"action": "invoice.deleted", "resource": {"type": "invoice", "id": "7"}}
ALICE = {"id": "alice", "name": "Alice", "type": "user"}
ANONYMOUS = {"id": "anonymous", "type": "anonymous"}
RESOURCE = ("invoice", "7")


def test_the_scope_fills_what_the_event_does_not_say(audit: Audit, recorded: Recorded) -> None:
    with audit.context(
        actor=ALICE,
        organization_id="org_1",
        on_behalf_of={"id": "bob"},
        context={"ip": "192.0.2.1", "request_id": "r1"},
    ):
        result = audit.log(EVENT)
    event = recorded.one()
    assert event == result["event"]
    assert event["actor"] == ALICE
    assert event["organization_id"] == "org_1"
    assert event["on_behalf_of"] == {"id": "bob"}
    assert event["context"] == {"ip": "192.0.2.1", "request_id": "r1"}


def test_what_the_event_says_wins(audit: Audit, recorded: Recorded) -> None:
    with audit.context(
        actor=ALICE,
        organization_id="org_1",
        on_behalf_of={"id": "bob"},
        context={"ip": "192.0.2.1", "request_id": "r1"},
    ):
        audit.log(
            {
                **EVENT,
                "actor": {"id": "job"},
                "organization_id": "org_2",
                "context": {"request_id": "r2", "ip": None},
            }
        )
    event = recorded.one()
    assert event["actor"] == {"id": "job"}
    assert event["organization_id"] == "org_2"
    assert event["context"] == {"ip": "192.0.2.1", "request_id": "r2"}
    assert "on_behalf_of" not in event, "alice acts for bob; nobody said that the job does"


def test_the_event_of_the_caller_is_not_modified(audit: Audit) -> None:
    event = {**EVENT, "context": {"ip": "::1"}}
    with audit.context(actor=ALICE, context={"request_id": "r1"}):
        audit.log(event)
    assert event == {**EVENT, "context": {"ip": "::1"}}


def test_functions_are_called_only_when_an_event_is_recorded(audit: Audit, recorded: Recorded) -> None:
    calls: list[str] = []

    def actor() -> dict[str, str]:
        calls.append("actor")
        return ALICE

    def organization() -> str:
        calls.append("organization")
        return "org_1"

    with audit.context(actor=actor, organization_id=organization):
        assert calls == []
        audit.log({**EVENT, "actor": {"id": "job"}, "organization_id": "org_9"})
        assert calls == []
        audit.log(EVENT)
    assert calls == ["actor", "organization"]
    assert [event["actor"]["id"] for event in recorded.all()] == ["job", "alice"]


@pytest.mark.parametrize("identifier", [7, uuid.UUID(int=7)])
def test_primary_keys_become_text(audit: Audit, recorded: Recorded, identifier: Any) -> None:
    with audit.context(actor={"id": identifier}, organization_id=identifier):
        audit.log(EVENT)
    assert recorded.one()["actor"] == {"id": str(identifier)}
    assert recorded.one()["organization_id"] == str(identifier)


def broken() -> Any:
    raise RuntimeError("secret")


@pytest.mark.parametrize(
    "actor", [broken, lambda: None, lambda: {"name": "no id"}, lambda: "alice", {"id": ""}, {"id": True}]
)
def test_an_actor_that_cannot_be_determined_is_recorded_as_anonymous(
    audit: Audit, recorded: Recorded, actor: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with audit.context(actor=actor):
        audit.log(EVENT)
        audit.enqueue(EVENT)
    assert [event["actor"] for event in recorded.all()] == [ANONYMOUS, ANONYMOUS]
    assert len(caplog.records) <= 1
    assert "secret" not in caplog.text


@pytest.mark.parametrize("organization_id", [broken, lambda: "", lambda: 1.5, lambda: "x" * 256, "\0"])
def test_an_organization_that_cannot_be_determined_is_left_out(
    audit: Audit, recorded: Recorded, organization_id: Any
) -> None:
    with audit.context(actor=ALICE, organization_id=organization_id):
        audit.log(EVENT)
    assert recorded.one()["organization_id"] is None
    assert audit.problems.counts == {"organization_id": 1}


@pytest.mark.parametrize("context", [{"ip": 7}, {"color": "red"}, {"ip": "x" * 256}])
def test_invalid_context_makes_no_event_invalid(audit: Audit, recorded: Recorded, context: Any) -> None:
    with audit.context(actor=ALICE, context={"request_id": "r1", **context}):
        audit.log(EVENT)
    assert recorded.one()["context"] == {"request_id": "r1"}
    assert audit.problems.counts == {"context": 1}


def test_a_context_that_is_no_dict_is_reported(audit: Audit, recorded: Recorded) -> None:
    with audit.context(actor=ALICE, context="192.0.2.1"):  # type: ignore[arg-type]
        audit.log(EVENT)
    assert "context" not in recorded.one()
    assert audit.problems.counts == {"context": 1}


def test_an_unknown_actor_outside_of_a_scope_is_reported(
    audit: Audit, recorded: Recorded, caplog: pytest.LogCaptureFixture
) -> None:
    audit.log(EVENT)
    audit.log(EVENT)
    assert [event["actor"] for event in recorded.all()] == [ANONYMOUS, ANONYMOUS]
    assert audit.problems.counts == {"no_scope": 2}
    assert len(caplog.records) == 1


@pytest.mark.parametrize("member", ["actor", "organization_id"])
def test_what_is_required_raises_in_development(client: AuditLedge, recorded: Recorded, member: str) -> None:
    audit = Audit()
    audit.configure(client=client, REQUIRE=[member], DEBUG=True)
    with audit.context(), pytest.raises(ValidationError, match=rf"{member} is missing: .*audit\.bind"):
        audit.log(EVENT)
    assert recorded.all() == []


def test_what_is_required_is_recorded_in_production(client: AuditLedge, recorded: Recorded) -> None:
    audit = Audit()
    audit.configure(client=client, REQUIRE=("actor", "organization_id"))
    with audit.context():
        audit.log(EVENT)
    assert recorded.one()["actor"] == ANONYMOUS
    assert audit.problems.counts == {"missing_actor": 1, "missing_organization_id": 1}


def test_what_is_captured_is_recorded_in_development_too(client: AuditLedge, recorded: Recorded) -> None:
    audit = Audit()
    audit.configure(client=client, REQUIRE=["actor"], DEBUG=True)
    with audit.context():
        audit.recorded("invoice.refunded", RESOURCE)(lambda: None)()
    assert recorded.one()["actor"] == ANONYMOUS
    assert audit.problems.counts == {"missing_actor": 1}


def test_wrong_events_raise_as_with_a_client(audit: Audit) -> None:
    wrong: Any = ({"action": "x"}, {**EVENT, "color": "red"}, [EVENT], None, "event", {**EVENT, "context": 7})
    for event in wrong:
        for method in (audit.log, audit.enqueue, audit.denied):
            with pytest.raises(ValidationError):
                method(event)


class LazyUser:
    """As of a session: known only after it was awaited."""

    def __call__(self) -> None:
        return None

    async def resolve(self) -> dict[str, str]:
        await anyio.lowlevel.checkpoint()
        return ALICE


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_asynchronous_code_awaits_what_needs_io(audit: Audit, recorded: Recorded, backend: str) -> None:
    @audit.recorded("invoice.refunded", RESOURCE)
    async def refund(error: Exception | None) -> None:
        if error is not None:
            raise error

    async def main() -> None:
        with audit.context(actor=LazyUser()):
            await audit.alog(EVENT)
            await audit.alog({**EVENT, "actor": {"id": "job"}})
            await refund(None)
            with pytest.raises(LookupError):
                await refund(LookupError())
            audit.log(EVENT)

    anyio.run(main, backend=backend)
    actors = {event["id"]: event["actor"]["id"] for event in recorded.all()}
    assert list(actors.values()).count("alice") == 3
    assert sorted(actors.values()) == ["alice", "alice", "alice", "anonymous", "job"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_what_is_cancelled_is_recorded(audit: Audit, recorded: Recorded, backend: str) -> None:
    @audit.recorded("invoice.refunded", RESOURCE)
    async def refund() -> None:
        await anyio.sleep(10)

    async def main() -> None:
        with audit.context(actor=LazyUser()), anyio.move_on_after(0.01):
            await refund()

    anyio.run(main, backend=backend)
    event = recorded.one()
    assert event["outcome"] == "failure"
    assert event["reason"] in ("CancelledError", "Cancelled")


def test_alog_records_a_user_who_cannot_be_awaited_as_anonymous(audit: Audit, recorded: Recorded) -> None:
    class User:
        def __call__(self) -> None:
            return None

        async def resolve(self) -> dict[str, str]:
            raise RuntimeError

    async def main() -> None:
        with audit.context(actor=User()):
            await audit.alog(EVENT)

    asyncio.run(main())
    assert recorded.one()["actor"] == ANONYMOUS
    assert audit.problems.counts == {"actor": 1}


def test_denied_records_the_outcome_and_the_reason(audit: Audit, recorded: Recorded) -> None:
    with audit.context(actor=ALICE):
        audit.denied(EVENT, "over the limit")
        audit.denied(EVENT)
    first, second = recorded.all()
    assert (first["outcome"], first["reason"], first["actor"]) == ("denied", "over the limit", ALICE)
    assert second["outcome"] == "denied"
    assert "reason" not in second


def test_prepare_snapshots_the_scope_for_later(audit: Audit, recorded: Recorded) -> None:
    with audit.context(actor=lambda: ALICE, context={"ip": "::1"}):
        prepared = audit.prepare(EVENT)
    for _ in range(2):
        audit.client.log(prepared)  # type: ignore[arg-type]
    event = recorded.one()
    assert event["actor"] == ALICE
    assert event["context"] == {"ip": "::1"}
    assert (event["id"], event["timestamp"]) == (prepared["id"], prepared["timestamp"])


def test_the_trace_of_opentelemetry_is_recorded(audit: Audit, recorded: Recorded) -> None:
    from opentelemetry import trace

    context = trace.SpanContext(0x4BF92F3577B34DA6A3CE929D0E0E4736, 1, is_remote=False)
    with trace.use_span(trace.NonRecordingSpan(context)), audit.context(actor=ALICE):
        audit.log(EVENT)
        carrier = audit.propagate()
    with audit.attach(carrier):
        audit.log(EVENT)
    audit.log({**EVENT, "actor": ALICE})
    first, second, third = recorded.all()
    assert first["context"] == second["context"] == {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
    assert "context" not in third


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"base_ulr": "sqlite://"}, "base_ulr is not a setting of Auditledge: did you mean base_url?"),
        ({"API_KEY": "k"}, "API_KEY is not a setting of Auditledge: did you mean api_key?"),
        ({"pineapple": 1}, "pineapple is not a setting of Auditledge. These are: api_key, "),
        ({"api_key": "k", "base_url": "ftp://x"}, "base_url must start with https:// or sqlite://"),
        ({}, "api_key is required: pass it, or set AUDITLEDGE_API_KEY"),
        ({"base_url": "sqlite://", "timeout": "5"}, "timeout must be a number of seconds"),
        (
            {"base_url": "sqlite://", "REQUIRE": ["user"]},
            "REQUIRE must be a list of 'actor' and 'organization_id'",
        ),
        ({"base_url": "sqlite://", "REQUIRE": 7}, "REQUIRE must be a list"),
        (
            {"base_url": "sqlite://", "UNSEEN": "ignore"},
            "UNSEEN must be 'record' or 'warn' or 'raise', not 'ignore'",
        ),
        ({"base_url": "sqlite://", "OUTBOX": "memory"}, "OUTBOX must be 'database' or 'disk', not 'memory'"),
        ({"base_url": "sqlite://", "outbox": "disk"}, "set OUTBOX = 'disk', in uppercase"),
        ({"base_url": "sqlite://", "outbox": 7}, "outbox must be an Outbox"),
        (
            {"base_url": "sqlite://", "TRUSTED_PROXIES": "10.0.0.0/8"},
            "TRUSTED_PROXIES must be a list of networks",
        ),
        ({"base_url": "sqlite://", "TRUSTED_PROXIES": ["10.0.0.1/8"]}, "TRUSTED_PROXIES .*has host bits set"),
        (
            {"base_url": "sqlite://", "TRUSTED_PROXIES": ["proxy"]},
            "TRUSTED_PROXIES .*'proxy' does not appear",
        ),
        ({"base_url": "sqlite://", "DEBUG": 1}, "DEBUG must be True or False"),
        ({"base_url": "sqlite://", "ACTOR": "me"}, "ACTOR must be a function"),
        ({"client": "x"}, "client must be an AuditLedge"),
        ({"client": "x", "timeout": 5}, "client already has its options: remove timeout"),
    ],
)
def test_a_wrong_setting_is_reported_with_its_name(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Audit().configure(**settings)


def test_lowercase_works_for_settings_of_capture(client: AuditLedge) -> None:
    audit = Audit()
    audit.configure(client=client, require="actor", trusted_proxies=["10.0.0.0/8"], unseen="warn", debug=True)
    assert audit.settings.require == ("actor",)
    assert str(audit.settings.trusted_proxies.networks[0]) == "10.0.0.0/8"
    assert (audit.settings.unseen, audit.settings.debug, audit.settings.outbox) == ("warn", True, "database")


def test_settings_that_are_wrong_change_nothing(audit: Audit, client: AuditLedge) -> None:
    with pytest.raises(ConfigurationError):
        audit.configure(UNSEEN="x")
    assert audit.client is client


def test_the_environment_configures_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDITLEDGE_BASE_URL", f"sqlite:///{tmp_path}/audit.db")
    audit = Audit()
    with audit.context(actor=ALICE):
        audit.log(EVENT)
    assert audit.client.query()["total"] == 1
    audit.close()


def test_without_any_setting_it_says_what_is_missing() -> None:
    with pytest.raises(ConfigurationError, match="api_key is required"):
        Audit().log(EVENT)


def test_a_new_configuration_takes_effect(tmp_path: Path) -> None:
    audit = Audit()
    for name in ("a", "b"):
        audit.configure(base_url=f"sqlite:///{tmp_path}/{name}.db", organization_id=name)
        audit.log({**EVENT, "actor": ALICE})
    assert [event["organization_id"] for event in audit.client.query()["events"]] == ["b"]
    audit.close()


def test_capture_never_raises(recorded: Recorded, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    audit = Audit()
    audit.configure(base_url="sqlite:////proc/none/audit.db", outbox=tmp_path / "outbox")
    assert audit.capture({"action": ""}) is None
    assert audit.capture({"action": ""}) is None
    assert audit.problems.counts["not_recorded"] == 2
    assert sum("not_recorded" in record.getMessage() for record in caplog.records) == 1
    audit.close(0.1)


def test_recorded_functions_record_their_success(audit: Audit, recorded: Recorded) -> None:
    @audit.recorded("invoice.refunded", lambda invoice_id: ("invoice", invoice_id), metadata={"by": "api"})
    def refund(invoice_id: int, *, amount: int = 5) -> int:
        """Give the money back."""
        return amount

    with audit.context(actor=ALICE):
        assert refund(7, amount=12) == 12
    event = recorded.one()
    assert (event["action"], event["outcome"]) == ("invoice.refunded", "success")
    assert event["resource"] == {"type": "invoice", "id": "7"}
    assert event["metadata"] == {"by": "api"}
    assert "reason" not in event
    assert refund.__doc__ == "Give the money back."


def test_recorded_functions_record_their_failure_and_raise_it(audit: Audit, recorded: Recorded) -> None:
    error = LookupError("with a secret")

    @audit.recorded("invoice.refunded", RESOURCE)
    def refund() -> None:
        raise error

    with audit.context(actor=ALICE), pytest.raises(LookupError) as raised:
        refund()
    assert raised.value is error
    event = recorded.one()
    assert (event["outcome"], event["reason"]) == ("failure", "LookupError")


def denials() -> list[BaseException]:
    from django.core.exceptions import PermissionDenied
    from starlette.exceptions import HTTPException

    return [
        PermissionError("over the limit"),
        PermissionDenied("over the limit"),
        PermissionDeniedError("over the limit"),
        HTTPException(403, "over the limit"),
    ]


@pytest.mark.parametrize("error", denials(), ids=lambda each: type(each).__module__)
def test_recorded_functions_record_what_was_denied(audit: Audit, recorded: Recorded, error: Any) -> None:
    @audit.recorded("invoice.refunded", RESOURCE)
    def refund() -> None:
        raise error

    with pytest.raises(type(error)):
        refund()
    event = recorded.one()
    assert event["outcome"] == "denied"
    assert "over the limit" in event["reason"]


def failures() -> list[BaseException]:
    from starlette.exceptions import HTTPException

    return [
        PermissionError(13, "Permission denied", "/etc/shadow"),
        HTTPException(404),
        KeyboardInterrupt(),
        asyncio.CancelledError(),
    ]


@pytest.mark.parametrize("error", failures(), ids=lambda each: type(each).__name__)
def test_recorded_functions_record_other_errors_as_failures(
    audit: Audit, recorded: Recorded, error: Any
) -> None:
    @audit.recorded("invoice.refunded", RESOURCE)
    def refund() -> None:
        raise error

    with pytest.raises(type(error)):
        refund()
    event = recorded.one()
    assert (event["outcome"], event["reason"]) == ("failure", type(error).__name__)


def test_the_reason_of_a_denial_fits_an_event(audit: Audit, recorded: Recorded) -> None:
    @audit.recorded("invoice.refunded", RESOURCE)
    def refund() -> None:
        raise PermissionError("\0\ud800" + "x" * 2000)

    with pytest.raises(PermissionError):
        refund()
    assert recorded.one()["reason"] == "?" + "x" * 1023


def test_recorded_coroutine_functions(audit: Audit, recorded: Recorded) -> None:
    @audit.recorded("invoice.refunded", lambda invoice_id, **_: {"type": "invoice", "id": invoice_id})
    async def refund(invoice_id: str, error: Exception | None) -> str:
        await asyncio.sleep(0)
        if error is not None:
            raise error
        return invoice_id

    async def main() -> list[Any]:
        return await asyncio.gather(
            refund("1", None),
            refund("2", ValueError()),
            refund("3", PermissionError("no")),
            return_exceptions=True,
        )

    results = asyncio.run(main())
    assert results[0] == "1"
    assert [type(each) for each in results[1:]] == [ValueError, PermissionError]
    outcomes = {event["resource"]["id"]: event["outcome"] for event in recorded.all()}
    assert outcomes == {"1": "success", "2": "failure", "3": "denied"}


def test_the_resource_is_determined_before_the_call(audit: Audit, recorded: Recorded) -> None:
    """Deleting a Django model removes its primary key."""

    @audit.recorded("invoice.deleted", lambda invoice: ("invoice", invoice["id"]))
    def delete(request: object, invoice: dict[str, Any]) -> None:
        invoice["id"] = None

    delete(None, {"id": 7})
    assert recorded.one()["resource"]["id"] == "7"


def test_a_resource_may_take_keyword_arguments(audit: Audit, recorded: Recorded) -> None:
    @audit.recorded("invoice.deleted", lambda pk, **_: ("invoice", pk))
    def delete(request: object, **kwargs: Any) -> None: ...

    delete(None, pk=7)
    assert recorded.one()["resource"]["id"] == "7"


def test_a_resource_with_a_wrong_parameter_is_reported_at_startup(audit: Audit) -> None:
    with pytest.raises(TypeError, match=r"resource takes invoice, which .*refund has no parameter for"):

        @audit.recorded("invoice.refunded", lambda invoice: ("invoice", invoice.pk))
        def refund(invoice_id: int) -> None: ...


def test_a_resource_that_cannot_be_determined_changes_no_result(audit: Audit, recorded: Recorded) -> None:
    @audit.recorded("invoice.refunded", lambda invoice_id: ("invoice", 1 // invoice_id))
    def refund(invoice_id: int) -> str:
        return "refunded"

    assert refund(0) == "refunded"
    assert recorded.one()["resource"] == {"type": "unknown", "id": "unknown"}
    assert audit.problems.counts["resource"] == 1


def test_an_unreachable_outbox_and_ledger_change_no_result(tmp_path: Path, refusing_url: str) -> None:
    audit = Audit()
    (tmp_path / "file").write_text("")
    audit.configure(api_key="key", base_url=refusing_url, retries=0, outbox=tmp_path / "file" / "outbox")

    @audit.recorded("invoice.refunded", RESOURCE, actor=ALICE)
    def refund() -> str:
        return "refunded"

    with pytest.raises(AuditLedgeError):
        audit.enqueue({**EVENT, "actor": ALICE})
    assert refund() == "refunded"
    assert audit.problems.counts["not_recorded"] == 1
    audit.close(0.1)


def test_importing_the_core_loads_no_framework_and_no_client() -> None:
    program = (
        "import sys; import auditledge.asgi, auditledge.logging\n"
        "bad = {'django', 'flask', 'starlette', 'celery', 'sqlalchemy', 'structlog', 'httpx', 'anyio'}\n"
        "print(sorted((bad | {'auditledge.client', 'auditledge.contract'}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_problems_can_be_cleared(audit: Audit, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for _ in range(2):
        audit.bind(actor=ALICE)
        audit.problems.clear()
    assert audit.problems.counts == {}
    assert len(caplog.records) == 2
