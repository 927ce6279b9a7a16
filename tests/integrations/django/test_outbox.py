"""The outbox table: its delivery by the command and by the thread, and what the ledger rejects."""

import io
import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from outbox.support.scripted_transport import ScriptedTransport

from auditledge import AuditLedge
from auditledge._core.call import LedgerResponse
from auditledge.django.models import OutboxEvent
from auditledge.integrations.django import outbox
from auditledge.integrations.django.audit import DjangoAudit
from auditledge.integrations.drainer import Drainer
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Invoice


def drain(*options: str) -> str:
    out = io.StringIO()
    call_command("auditledge_drain", *options, stdout=out)
    return out.getvalue().strip()


def test_the_command_delivers_all_that_is_pending(audit: DjangoAudit, client: AuditLedge) -> None:
    for number in range(3):
        Invoice.objects.create(number=str(number))
    assert OutboxEvent.objects.count() == 3
    assert drain() == "3 delivered, 0 rejected, 0 waiting"
    assert OutboxEvent.objects.count() == 0
    assert client.query()["total"] == 3
    assert drain() == "0 delivered, 0 rejected, 0 waiting"


def test_a_rejected_event_stays_with_its_reason(audit: DjangoAudit, client: AuditLedge) -> None:
    Invoice.objects.create(number="1")
    row = OutboxEvent.objects.get()
    event = json.loads(row.event) | {"unknown": 1}
    OutboxEvent.objects.update(event=json.dumps(event))
    assert drain() == "0 delivered, 1 rejected, 0 waiting"
    row.refresh_from_db()
    assert row.rejected is not None
    assert "unknown" in row.rejected
    assert drain() == "0 delivered, 0 rejected, 0 waiting"


def test_an_unreachable_ledger_keeps_the_events_and_says_so(audit: DjangoAudit, refusing_url: str) -> None:
    Invoice.objects.create(number="1")
    with AuditLedge("key", refusing_url, retries=0) as unreachable:
        audit.configure(client=unreachable)
        with pytest.raises(CommandError, match="the events are kept"):
            drain()
    assert OutboxEvent.objects.count() == 1


def test_events_are_never_resent_with_other_content(audit: DjangoAudit, client: AuditLedge) -> None:
    """As after a crash between the delivery and the deletion of the row, with new settings meanwhile."""
    Invoice.objects.create(number="1")
    row = OutboxEvent.objects.get()
    drain()
    OutboxEvent.objects.create(event=row.event)
    audit.configure(client=client.with_options(organization_id="org_9", redact=["changes"]))
    assert drain() == "1 delivered, 0 rejected, 0 waiting"
    assert client.query()["total"] == 1


@pytest.fixture
def threaded(client: AuditLedge, database: None) -> Iterator[AuditLedge]:
    """`audit` with its thread, which delivers after each commit."""
    from auditledge.integrations.django.audit import audit
    from auditledge.integrations.django.settings import django_settings

    audit.configure(client=client)
    yield client
    deadline = time.monotonic() + 60
    while OutboxEvent.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    audit.configure_with(django_settings)


def test_a_thread_delivers_without_being_asked(threaded: AuditLedge) -> None:
    for number in range(20):
        Invoice.objects.create(number=str(number))
    deadline = time.monotonic() + 60
    while threaded.query()["total"] < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    names = [event["resource"]["name"] for event in threaded.query({"order": "asc"})["events"]]
    assert names == [str(number) for number in range(20)]


class SlowTransport(ScriptedTransport):
    """Takes as long as a network, so that drainers overlap."""

    def send_batch(self, events: Sequence[bytes]) -> LedgerResponse:
        time.sleep(0.05)
        return super().send_batch(events)


def test_drainers_share_the_work(audit: DjangoAudit) -> None:
    for number in range(40):
        Invoice.objects.create(number=str(number))
    transport = SlowTransport()
    breakers = [CircuitBreaker() for _ in range(4)]
    for each in breakers:
        each.max_events = 5

    def run(breaker: CircuitBreaker) -> int:
        table = outbox.Table("default")
        try:
            return Drainer(table, transport, breaker).drain().delivered
        finally:
            table.close()

    with ThreadPoolExecutor(4) as pool:
        delivered = list(pool.map(run, breakers))
    assert OutboxEvent.objects.count() == 0
    assert len(set(transport.stored)) == 40
    if connection.vendor == "postgresql":  # SQLite has no row locks: some may be sent twice, and stored once
        assert sum(delivered) == len(transport.stored) == 40


def test_the_migration_matches_the_model(audit: DjangoAudit) -> None:
    call_command("makemigrations", "auditledge", check=True, dry_run=True, verbosity=0)
    with connection.cursor() as cursor:
        assert outbox.TABLE in connection.introspection.table_names(cursor)


def test_a_follower_ends_when_it_is_told_to(audit: DjangoAudit, recorded: Recorded) -> None:
    import signal
    import threading

    Invoice.objects.create(number="1")
    handlers = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGTERM])
    timer.start()
    try:
        drain("--follow")
    finally:
        timer.join()
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert OutboxEvent.objects.count() == 0
    assert recorded.one()["action"] == "invoice.created"
