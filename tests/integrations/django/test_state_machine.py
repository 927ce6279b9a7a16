"""Random writes of every kind in nested savepoints: the events, replayed, are what the table contains."""

import os
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    precondition,
    rule,
    run_state_machine_as_test,
)

from auditledge import AuditLedge
from auditledge.integrations.django.transactions import transaction_of
from integrations.django.conftest import Recorded
from integrations.django.replay import Replay
from integrations.django.shop.models import ArchivedInvoice, Invoice

EXAMPLES = int(os.environ.get("AUDITLEDGE_TEST_DJANGO_EXAMPLES", "12"))

numbers = st.integers(0, 3)
words = st.sampled_from(["open", "paid", "void"])
FIELDS = ("number", "status", "stock", "data")


class UndoError(Exception):
    """Ends a transaction without committing it."""


class Writes(RuleBasedStateMachine):
    """Also writes with objects that have been in memory since before other writes, and before rollbacks."""

    recorded: Recorded
    objects = Bundle("objects")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[transaction.Atomic] = []
        self.replay = Replay("invoice")
        self.unseen = [0]

    @rule(target=objects, number=numbers, status=words)
    def create(self, number: int, status: str) -> Invoice:
        return Invoice.objects.create(number=str(number), status=status, stock=number, data={"a": [number]})

    @rule(target=objects, pick=numbers)
    def load(self, pick: int) -> Any:
        rows = list(Invoice.objects.all())
        return rows[pick % len(rows)] if rows else None

    @rule(target=objects, pick=numbers)
    def load_deferred(self, pick: int) -> Any:
        rows = list(ArchivedInvoice.objects.only("number", "stock"))
        return rows[pick % len(rows)] if rows else None

    @rule(invoice=objects, status=words, number=numbers)
    def save(self, invoice: Any, status: str, number: int) -> None:
        if self._exists(invoice):
            invoice.refresh_from_db()  # another process's change is not this test's subject
            invoice.status = status
            invoice.data["a"].append(number)
            invoice.save()

    @rule(invoice=objects, stock=numbers)
    def save_as_it_is(self, invoice: Any, stock: int) -> None:
        """Without loading it again: it may be as it was before bulk writes, or before a rollback."""
        if self._exists(invoice) and self._is_current(invoice):
            invoice.stock = stock
            invoice.save()

    @rule(invoice=objects, number=numbers)
    def save_one_field(self, invoice: Any, number: int) -> None:
        if self._exists(invoice):
            invoice.refresh_from_db(fields=["stock"])
            invoice.stock = F("stock") + number
            invoice.save(update_fields=["stock"])
            invoice.refresh_from_db(fields=["stock"])

    @rule(invoice=consumes(objects))
    def delete(self, invoice: Any) -> None:
        if self._exists(invoice):
            Invoice.objects.get(pk=invoice.pk).delete()

    @rule(stock=numbers)
    def delete_many(self, stock: int) -> None:
        Invoice.objects.filter(stock=stock).delete()

    @rule(stock=numbers)
    def raw_delete(self, stock: int) -> None:
        Invoice.objects.filter(stock=stock)._raw_delete(DEFAULT_DB_ALIAS)

    @rule(stock=numbers, status=words)
    def update_many(self, stock: int, status: str) -> None:
        Invoice.objects.filter(stock__lte=stock).update(status=status, number=F("number"))

    @rule(number=numbers)
    def bulk_create(self, number: int) -> None:
        Invoice.objects.bulk_create([Invoice(number=str(number), data={"a": []}) for _ in range(number)])

    @rule(stock=numbers)
    def bulk_update(self, stock: int) -> None:
        invoices = list(Invoice.objects.all())
        for each in invoices:
            each.stock = (each.stock + stock) % 4
        Invoice.objects.bulk_update(invoices, ["stock"])

    @rule(stock=numbers)
    def execute(self, stock: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE shop_invoice SET stock = %s WHERE stock > %s", [stock, stock])
        self.unseen[-1] += 1

    @precondition(lambda self: len(self.open) < 4)
    @rule()
    def begin(self) -> None:
        atomic = transaction.atomic()
        atomic.__enter__()
        self.open.append(atomic)
        self.unseen.append(0)

    @precondition(lambda self: self.open)
    @rule()
    def commit(self) -> None:
        self.open.pop().__exit__(None, None, None)
        committed = self.unseen.pop()
        self.unseen[-1] += committed
        self.compare()

    @precondition(lambda self: self.open)
    @rule()
    def roll_back(self) -> None:
        self.open.pop().__exit__(UndoError, UndoError(), None)
        self.unseen.pop()
        self.compare()

    def teardown(self) -> None:
        while self.open:
            self.roll_back()
        self.compare()
        with transaction_of(DEFAULT_DB_ALIAS).paused():
            connection.cursor().execute("DELETE FROM shop_invoice")

    def compare(self) -> None:
        if self.open:
            return
        events = self.recorded.all()
        assert sum(each["action"] == "invoice.changed_unseen" for each in events) == self.unseen[-1]
        self.unseen[-1] = 0
        self.replay.apply(events)
        rows = {str(row.pop("pk")): row for row in Invoice.objects.values("pk", *FIELDS)}
        assert self.replay.differences(rows) == []

    @staticmethod
    def _exists(invoice: Any) -> bool:
        return invoice is not None and Invoice.objects.filter(pk=invoice.pk).exists()

    @staticmethod
    def _is_current(invoice: Any) -> bool:
        """Whether the fields in memory, which a save writes, are those of the row."""
        row = Invoice.objects.filter(pk=invoice.pk).values(*FIELDS).get()
        return all(vars(invoice).get(name, row[name]) == row[name] for name in FIELDS)


@pytest.mark.timeout(1200)
def test_the_replay_of_the_events_is_the_table(audit: Any, recorded: Recorded, client: AuditLedge) -> None:
    class Recording(Writes):
        pass

    Recording.recorded = recorded
    limits = settings(
        max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Recording, settings=limits)
