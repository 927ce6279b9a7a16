"""Events follow the transaction: what it committed is recorded once, and what it rolled back is not."""

import unittest
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import TestCase

from auditledge import AuditLedgeError, ValidationError
from auditledge.integrations.django import outbox
from auditledge.integrations.django.audit import DjangoAudit
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Invoice

pytestmark = pytest.mark.usefixtures("audit")

EVENT = {"actor": {"id": "u"}, "action": "report.sent", "resource": {"type": "report", "id": "1"}}


def waiting() -> int:
    return outbox.Table("default").waiting()


def test_a_transaction_records_the_net_change_of_each_object(recorded: Recorded) -> None:
    with transaction.atomic():
        invoice = Invoice.objects.create(number="1")
        invoice.status = "paid"
        invoice.save()
        gone = Invoice.objects.create(number="2")
        gone.delete()
    event = recorded.one()
    assert event["action"] == "invoice.created"
    assert event["changes"]["status"] == {"after": "paid"}
    with transaction.atomic():
        invoice.status = "open"
        invoice.save()
        invoice.status = "paid"
        invoice.save()
    assert recorded.all() == []


def test_the_event_is_in_the_database_with_the_change(recorded: Recorded) -> None:
    with transaction.atomic():
        Invoice.objects.create(number="1")
        assert waiting() == 0
    assert waiting() == 1
    assert recorded.one()["action"] == "invoice.created"
    assert waiting() == 0


def test_a_rollback_leaves_nothing(recorded: Recorded) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Invoice.objects.create(number="1")
        raise ZeroDivisionError
    with transaction.atomic():
        Invoice.objects.create(number="2")
        transaction.set_rollback(True)
    assert recorded.all() == []
    assert Invoice.objects.count() == 0


def test_savepoints_are_rolled_back_by_themselves(recorded: Recorded) -> None:
    with transaction.atomic():
        Invoice.objects.create(number="1")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Invoice.objects.create(number="2")
            with transaction.atomic():
                Invoice.objects.create(number="3")
            raise ZeroDivisionError
        with transaction.atomic():
            Invoice.objects.create(number="4")
        savepoint = transaction.savepoint()
        Invoice.objects.create(number="5")
        transaction.savepoint_rollback(savepoint)
    assert [event["resource"]["name"] for event in recorded.all()] == ["1", "4"]
    assert Invoice.objects.count() == 2


def test_transactions_without_atomic_are_followed(recorded: Recorded) -> None:
    transaction.set_autocommit(False)
    try:
        Invoice.objects.create(number="1")
        transaction.rollback()
        Invoice.objects.create(number="2")
        transaction.commit()
    finally:
        transaction.set_autocommit(True)
    assert [event["resource"]["name"] for event in recorded.all()] == ["2"]


def test_a_lost_connection_loses_the_events_of_its_transaction(recorded: Recorded) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.create(number="1")
        connection.connection.close()
        Invoice.objects.create(number="2")
    connection.close()
    Invoice.objects.create(number="3")
    assert [event["resource"]["name"] for event in recorded.all()] == ["3"]


def test_an_event_that_can_not_be_stored_undoes_the_change(recorded: Recorded) -> None:
    """Fail closed: no change without its event."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE auditledge_outbox RENAME TO elsewhere")
    try:
        with pytest.raises(DatabaseError):
            Invoice.objects.create(number="1")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO auditledge_outbox")
    assert Invoice.objects.count() == 0
    Invoice.objects.create(number="2")
    assert recorded.one()["resource"]["name"] == "2"


def test_log_on_commit_follows_the_transaction_and_snapshots_the_scope(
    audit: DjangoAudit, recorded: Recorded
) -> None:
    event = {key: value for key, value in EVENT.items() if key != "actor"}
    with transaction.atomic():
        with audit.context(actor={"id": "alice"}):
            identifier = audit.log_on_commit(event)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            audit.log_on_commit(event)
            raise ZeroDivisionError
    found = recorded.one()
    assert (found["id"], found["actor"]["id"]) == (identifier, "alice")


def test_log_on_commit_outside_of_a_transaction_records_at_once(
    audit: DjangoAudit, recorded: Recorded
) -> None:
    identifier = audit.log_on_commit(EVENT)
    assert waiting() == 0
    assert recorded.one()["id"] == identifier


def test_log_on_commit_reports_an_invalid_event_to_the_caller(audit: DjangoAudit) -> None:
    with pytest.raises(ValidationError, match="action"), transaction.atomic():
        audit.log_on_commit({**EVENT, "action": ""})


def test_other_events_are_recorded_whatever_the_transaction_does(
    audit: DjangoAudit, recorded: Recorded
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.denied(EVENT, "not yours")
        audit.log({**EVENT, "action": "logged"})
        audit.enqueue({**EVENT, "action": "enqueued"})
        raise ZeroDivisionError
    assert sorted(recorded.actions()) == ["enqueued", "logged", "report.sent"]


def test_the_actor_is_who_acted_not_who_commits(audit: DjangoAudit, recorded: Recorded) -> None:
    with transaction.atomic():
        with audit.context(actor={"id": "alice"}):
            invoice = Invoice.objects.create(number="1")
        with audit.context(actor={"id": "nobody"}):
            Invoice.objects.count()
    assert recorded.one()["actor"] == {"id": "alice"}
    with audit.context(actor={"id": "bob", "type": "system"}, organization_id="org_1"):
        invoice.delete()
    event = recorded.one()
    assert (event["actor"], event["organization_id"]) == ({"id": "bob", "type": "system"}, "org_1")


def test_on_disk_events_are_enqueued_after_the_commit(
    configure: Callable[..., None], audit: DjangoAudit, recorded: Recorded
) -> None:
    configure(OUTBOX="disk")
    with transaction.atomic():
        Invoice.objects.create(number="1")
        assert audit.client.query()["total"] == 0
    assert waiting() == 0
    assert recorded.one()["action"] == "invoice.created"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Invoice.objects.create(number="2")
        raise ZeroDivisionError
    assert recorded.all() == []


def test_without_its_table_events_are_enqueued_and_the_fix_is_reported(
    audit: DjangoAudit, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "TABLE", "not_migrated")
    monkeypatch.setattr(outbox, "_has_table", {})
    Invoice.objects.create(number="1")
    assert recorded.one()["action"] == "invoice.created"
    assert audit.problems.counts["no_outbox_table"] == 1


def test_an_event_with_invalid_content_is_recorded_without_it(
    audit: DjangoAudit, client: Any, recorded: Recorded
) -> None:
    def redact(event: dict[str, Any]) -> dict[str, Any]:
        if "changes" in event:
            raise RuntimeError("a fault of the application")
        return event

    audit.configure(client=client.with_options(redact=redact))
    Invoice.objects.create(number="1")
    event = recorded.one()
    assert event["action"] == "invoice.created"
    assert "changes" not in event
    assert audit.problems.counts["not_recorded"] == 1


def test_in_development_what_is_required_and_missing_raises(
    configure: Callable[..., None], audit: DjangoAudit, recorded: Recorded
) -> None:
    configure(REQUIRE=["organization_id"], DEBUG=True)
    called: list[str] = []
    with pytest.raises(AuditLedgeError, match="organization_id"), transaction.atomic():
        transaction.on_commit(lambda: called.append("although it was rolled back"))
        Invoice.objects.create(number="1")
    assert Invoice.objects.count() == 0
    with audit.context(organization_id="org_1"):
        Invoice.objects.create(number="2")
    assert recorded.one()["organization_id"] == "org_1"
    assert called == []


def test_a_test_case_records_when_its_commits_are_simulated(recorded: Recorded) -> None:
    class Case(TestCase):
        def runTest(self) -> None:
            with self.captureOnCommitCallbacks(execute=True):
                Invoice.objects.create(number="1")
            with self.captureOnCommitCallbacks(execute=True), transaction.atomic():
                Invoice.objects.create(number="2")

    result = unittest.TestResult()
    unittest.TestSuite([Case()]).run(result)
    assert result.wasSuccessful(), result.errors
    assert [event["resource"]["name"] for event in recorded.all()] == ["1", "2"]
    assert Invoice.objects.count() == 0


def test_flushing_the_database_records_nothing(recorded: Recorded) -> None:
    from django.core.management import call_command

    Invoice.objects.create(number="1")
    call_command("flush", interactive=False, verbosity=0)
    assert recorded.all() == []
