"""Writes of many objects, and SQL: captured, or recorded as unseen. None passes silently."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import F

from auditledge.integrations.tracking import UnseenChangeError, UnseenChangeWarning
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Invoice, Place, Product, Restaurant

pytestmark = pytest.mark.usefixtures("audit")


@pytest.fixture
def invoices(recorded: Recorded) -> list[Invoice]:
    created = Invoice.objects.bulk_create([Invoice(number=str(number), stock=number) for number in range(3)])
    recorded.all()
    return created


def keys(invoices: list[Invoice]) -> list[str]:
    return [str(each.pk) for each in invoices]


def test_bulk_create_is_an_event_for_each_object(recorded: Recorded) -> None:
    created = Invoice.objects.bulk_create([Invoice(number=str(number)) for number in range(100)])
    events = recorded.all()
    assert {event["action"] for event in events} == {"invoice.created"}
    assert [event["resource"]["id"] for event in events] == keys(created)
    assert events[7]["changes"]["number"] == {"after": "7"}
    created[7].status = "paid"
    created[7].save()
    assert recorded.one()["changes"] == {"status": {"before": "open", "after": "paid"}}


def test_a_larger_bulk_create_is_one_event(recorded: Recorded) -> None:
    created = Product.objects.bulk_create([Product(name=str(number)) for number in range(101)])
    event = recorded.one()
    assert event["action"] == "product.bulk_created"
    assert event["resource"] == {"type": "product", "id": "*"}
    assert event["metadata"]["rows"] == 101
    assert event["metadata"]["keys"] == [str(each.pk) for each in created[:100]]


def test_bulk_create_that_may_skip_rows_does_not_claim_to_have_created_them(
    invoices: list[Invoice], recorded: Recorded
) -> None:
    Invoice.objects.bulk_create([Invoice(pk=invoices[0].pk, number="again")], ignore_conflicts=True)
    event = recorded.one()
    assert event["action"] == "invoice.bulk_created"
    assert "rows" not in event["metadata"]
    upserted = [Invoice(pk=invoices[0].pk, number="upserted")]
    Invoice.objects.bulk_create(
        upserted, update_conflicts=True, unique_fields=["id"], update_fields=["number"]
    )
    assert recorded.one()["action"] == "invoice.bulk_created"


def test_update_of_a_queryset(invoices: list[Invoice], recorded: Recorded) -> None:
    Invoice.objects.filter(stock__gt=0).update(status="paid", stock=F("stock") + 1)
    event = recorded.one()
    assert event["action"] == "invoice.bulk_updated"
    assert event["resource"] == {"type": "invoice", "id": "*"}
    assert event["metadata"] == {"rows": 2, "fields": ["status", "stock"], "keys": keys(invoices[1:])}
    assert event["changes"] == {"status": {"after": "paid"}}
    Invoice.objects.filter(stock=-1).update(status="void")
    assert recorded.all() == []


def test_bulk_update(invoices: list[Invoice], recorded: Recorded) -> None:
    for each in invoices:
        each.stock += 10
    Invoice.objects.bulk_update(invoices, ["stock"])
    event = recorded.one()
    assert event["action"] == "invoice.bulk_updated"
    assert event["metadata"] == {"rows": 3, "fields": ["stock"], "keys": keys(invoices)}
    invoices[0].status = "paid"
    invoices[0].save()
    assert recorded.one()["changes"] == {"status": {"before": "open", "after": "paid"}}


def test_raw_delete(invoices: list[Invoice], recorded: Recorded) -> None:
    Invoice.objects.filter(stock__gt=0)._raw_delete("default")
    event = recorded.one()
    assert event["action"] == "invoice.bulk_deleted"
    assert event["metadata"] == {"rows": 2, "keys": keys(invoices[1:])}


def test_delete_of_a_queryset_is_an_event_for_each_object(
    invoices: list[Invoice], recorded: Recorded
) -> None:
    Invoice.objects.all().delete()
    assert recorded.actions() == ["invoice.deleted"] * 3


def test_masked_values_are_masked_in_bulk_events(invoices: list[Invoice], recorded: Recorded) -> None:
    Invoice.objects.update(iban="DE89 3704", password="hunter2")
    event = recorded.one()
    assert event["changes"] == {"iban": {"after": "[redacted]"}, "password": {"after": "[redacted]"}}


def test_fields_of_a_parent_are_recorded_for_both_models(recorded: Recorded) -> None:
    Restaurant.objects.create(name="Luigi", stars=1)
    recorded.all()
    Restaurant.objects.update(name="Mario", stars=2)
    events = {event["action"]: event["metadata"]["fields"] for event in recorded.all()}
    assert events == {"place.bulk_updated": ["name"], "restaurant.bulk_updated": ["name", "stars"]}
    Place.objects.update(name="Peach")
    assert recorded.one()["action"] == "place.bulk_updated"


@pytest.mark.parametrize(
    ("sql", "metadata"),
    [
        ("UPDATE shop_invoice SET status = 'void' WHERE stock > 0", {"statement": "UPDATE", "rows": 2}),
        ("delete from shop_invoice where stock > 0", {"statement": "DELETE", "rows": 2}),
        # SQLite does not report how many rows this has changed.
        ('WITH x AS (SELECT 1) UPDATE "shop_invoice" SET stock = 1 WHERE stock > 0', {"statement": "UPDATE"}),
    ],
)
def test_sql_is_recorded_as_unseen(
    invoices: list[Invoice], recorded: Recorded, sql: str, metadata: dict[str, object]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
    event = recorded.one()
    assert event["action"] == "invoice.changed_unseen"
    assert event["resource"] == {"type": "invoice", "id": "*"}
    if connection.vendor == "postgresql":
        metadata = {"rows": 2, **metadata}
    assert event["metadata"] == {"table": "shop_invoice", **metadata}


def test_sql_follows_the_transaction(invoices: list[Invoice], recorded: Recorded) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE shop_invoice SET status = 'void'")
        raise ZeroDivisionError
    assert recorded.all() == []


def test_reading_sql_is_not_recorded(invoices: list[Invoice], recorded: Recorded) -> None:
    assert len(Invoice.objects.raw("SELECT * FROM shop_invoice")) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'UPDATE shop_invoice'")
        cursor.execute("CREATE TEMPORARY TABLE copied AS SELECT * FROM shop_invoice")
        cursor.execute("DROP TABLE copied")
    assert recorded.all() == []


def test_sql_of_a_signal_receiver_is_not_taken_for_the_save(
    invoices: list[Invoice], recorded: Recorded
) -> None:
    from django.db.models.signals import post_save

    def receiver(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE shop_invoice SET stock = 0")

    post_save.connect(receiver, sender=Invoice)
    try:
        invoices[0].status = "paid"
        invoices[0].save()
    finally:
        post_save.disconnect(receiver, sender=Invoice)
    assert recorded.actions() == ["invoice.updated", "invoice.changed_unseen"]


def test_objects_in_memory_are_compared_with_the_row_after_a_bulk_write(
    invoices: list[Invoice], recorded: Recorded
) -> None:
    """They are stale, so that saving them undoes the bulk write."""
    loaded = Invoice.objects.get(pk=invoices[0].pk)
    Invoice.objects.update(status="paid")
    recorded.all()
    loaded.save()
    assert recorded.one()["changes"] == {"status": {"before": "paid", "after": "open"}}


def test_objects_that_another_thread_loads_before_the_commit_are_compared_with_the_row(
    invoices: list[Invoice], recorded: Recorded
) -> None:
    def load() -> Invoice:
        try:
            return Invoice.objects.get(pk=invoices[0].pk)
        finally:
            connection.close()

    with transaction.atomic():
        Invoice.objects.update(status="paid")
        with ThreadPoolExecutor(1) as pool:
            loaded = pool.submit(load).result()
    recorded.all()
    loaded.save()
    assert recorded.one()["changes"] == {"status": {"before": "paid", "after": "open"}}


def test_unseen_writes_can_warn(
    configure: Callable[..., None], invoices: list[Invoice], recorded: Recorded
) -> None:
    configure(UNSEEN="warn")
    with connection.cursor() as cursor, pytest.warns(UnseenChangeWarning, match="shop_invoice"):
        cursor.execute("UPDATE shop_invoice SET status = 'void'")
    assert recorded.actions() == ["invoice.changed_unseen"]


def test_unseen_writes_can_be_refused(
    configure: Callable[..., None], invoices: list[Invoice], recorded: Recorded
) -> None:
    configure(UNSEEN="raise")
    with connection.cursor() as cursor, pytest.raises(UnseenChangeError, match="shop_invoice"):
        cursor.execute("UPDATE shop_invoice SET status = 'void'")
    assert not Invoice.objects.filter(status="void").exists()
    Invoice.objects.update(status="void")
    assert recorded.actions() == ["invoice.bulk_updated"]
