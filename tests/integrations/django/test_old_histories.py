"""Importing what other apps have recorded: with its own time and actor, and once."""

import io
import json

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from easyaudit.models import CRUDEvent, LoginEvent

from auditledge import AuditLedge
from auditledge.integrations.django.audit import DjangoAudit
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Contract, Customer, Invoice


@pytest.fixture
def alice(audit: DjangoAudit) -> User:
    return User.objects.create_user("alice")


def run(source: str, *options: str) -> str:
    out = io.StringIO()
    call_command("auditledge_import", source, *options, stdout=out)
    return out.getvalue().strip()


def test_auditlog(alice: User, recorded: Recorded) -> None:
    customer = Customer.objects.create(name="ACME")
    for action, changes in (
        (0, {"name": ["None", "Acme"], "password": ["None", "hunter2"]}),
        (1, {"name": ["Acme", "ACME"], "tags": {"type": "m2m", "operation": "add", "objects": ["x"]}}),
    ):
        entry = LogEntry.objects.log_create(
            customer,
            force_log=True,
            action=action,
            changes=changes,
            actor=alice,
            remote_addr="203.0.113.7",
            cid="c1",
        )
    assert run("auditlog") == "2 imported, 0 rejected"
    assert run("auditlog") == "2 imported, 0 rejected"
    created, updated = recorded.all()
    assert created["action"] == "customer.created"
    assert created["actor"] == {"id": str(alice.pk), "type": "user", "name": "alice"}
    assert created["resource"]["id"] == str(customer.pk)
    assert created["context"] == {"ip": "203.0.113.7", "request_id": "c1"}
    assert created["changes"] == {"name": {"after": "Acme"}, "password": {"after": "[redacted]"}}
    assert updated["changes"] == {"name": {"before": "Acme", "after": "ACME"}, "tags": {"after": ["x"]}}
    assert updated["timestamp"] == entry.timestamp.isoformat().replace("+00:00", "Z")


def test_auditlog_of_one_model(audit: DjangoAudit, recorded: Recorded) -> None:
    for instance in (Customer.objects.create(name="ACME"), User.objects.create_user("bob")):
        LogEntry.objects.log_create(instance, force_log=True, action=0, changes={"a": ["None", "b"]})
    assert run("auditlog", "--model", "shop.Customer") == "1 imported, 0 rejected"
    assert recorded.one()["resource"]["type"] == "customer"


def test_simple_history(alice: User, recorded: Recorded) -> None:
    contract = Contract(title="Lease", api_key="k1")
    contract._history_user = alice
    contract.save()
    contract.title = "Lease 2"
    contract._change_reason = "renewed"
    contract.save()
    Contract.objects.create(title="Other")
    key = contract.pk
    contract.delete()
    for _ in range(2):
        assert run("simple_history", "--model", "shop.contract") == "4 imported, 0 rejected"
    events = [event for event in recorded.all() if event["resource"]["id"] == str(key)]
    assert [event["action"] for event in events] == [
        "contract.created",
        "contract.updated",
        "contract.deleted",
    ]
    created, updated, deleted = events
    assert created["actor"]["id"] == str(alice.pk)
    assert created["changes"]["api_key"] == {"after": "[redacted]"}
    assert updated["changes"] == {"title": {"before": "Lease", "after": "Lease 2"}}
    assert updated["reason"] == "renewed"
    assert deleted["changes"]["title"] == {"before": "Lease 2"}


def test_easyaudit(alice: User, recorded: Recorded) -> None:
    invoice = {
        "content_type": ContentType.objects.get_for_model(Invoice),
        "object_id": "7",
        "object_repr": "1042",
    }
    content = json.dumps([{"model": "shop.invoice", "pk": 7, "fields": {"number": "1042", "iban": "DE89"}}])
    CRUDEvent.objects.create(event_type=1, object_json_repr=content, user=alice, **invoice)
    CRUDEvent.objects.create(
        event_type=2, object_json_repr=content, user_pk_as_string="99",
        changed_fields=json.dumps({"status": ["open", "paid"]}), **invoice,
    )  # fmt: skip
    LoginEvent.objects.create(login_type=2, username="mallory", remote_ip="203.0.113.9")
    for _ in range(2):
        assert run("easyaudit") == "3 imported, 0 rejected"
    events = {event["action"]: event for event in recorded.all()}
    assert events["invoice.created"]["changes"] == {
        "number": {"after": "1042"},
        "iban": {"after": "[redacted]"},
    }
    assert events["invoice.updated"]["changes"] == {"status": {"before": "open", "after": "paid"}}
    assert events["invoice.updated"]["actor"]["id"] == "99"
    failed = events["user.login_failed"]
    assert (failed["outcome"], failed["resource"]["id"], failed["context"]["ip"]) == (
        "failure", "mallory", "203.0.113.9"
    )  # fmt: skip


def test_an_unreachable_ledger_stops_it_with_a_hint(audit: DjangoAudit, refusing_url: str) -> None:
    LogEntry.objects.log_create(
        Customer.objects.create(), force_log=True, action=0, changes={"a": ["None", "b"]}
    )
    with AuditLedge("key", refusing_url, retries=0) as unreachable:
        audit.configure(client=unreachable)
        with pytest.raises(CommandError, match="run it again"):
            run("auditlog")
