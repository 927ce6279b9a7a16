"""Objects that are created, changed and deleted one by one, with fields of every type."""

import copy
import datetime
import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils import timezone

from integrations.django.conftest import Recorded
from integrations.django.shop.models import (
    ArchivedInvoice,
    Cafe,
    Customer,
    Invoice,
    Line,
    Note,
    Place,
    Product,
    Restaurant,
    Tag,
)

pytestmark = pytest.mark.usefixtures("audit")


@pytest.fixture
def invoice(recorded: Recorded) -> Invoice:
    """A loaded invoice, whose creation was recorded before."""
    created = Invoice.objects.create(number="1042", data={"lines": [1]}, stock=3)
    recorded.all()
    return Invoice.objects.get(pk=created.pk)


def changes(event: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (each.get("before"), each.get("after")) for name, each in event["changes"].items()}


def test_creating_an_object_records_its_values(recorded: Recorded) -> None:
    reference = uuid.uuid4()
    invoice = Invoice.objects.create(
        number="1042", total=Decimal("12.50"), due=datetime.date(2026, 11, 30), reference=reference
    )
    event = recorded.one()
    assert event["action"] == "invoice.created"
    assert event["resource"] == {"type": "invoice", "id": str(invoice.pk), "name": "1042"}
    assert event["actor"] == {"id": "anonymous", "type": "anonymous"}
    values = {name: each["after"] for name, each in event["changes"].items()}
    assert not any("before" in each for each in event["changes"].values())
    assert values == {
        "id": invoice.pk, "number": "1042", "status": "open", "total": "12.50", "stock": 0,
        "due": "2026-11-30", "paid_at": None, "reference": str(reference), "data": {}, "document": "",
        "iban": "[redacted]", "password": "[redacted]", "customer": None,
    }  # fmt: skip


def test_saving_records_only_what_changed(invoice: Invoice, recorded: Recorded) -> None:
    invoice.status = "paid"
    invoice.paid_at = datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.UTC)
    invoice.save()
    event = recorded.one()
    assert event["action"] == "invoice.updated"
    assert event["resource"]["id"] == str(invoice.pk)
    assert changes(event) == {"status": ("open", "paid"), "paid_at": (None, "2026-01-02T03:04:00Z")}


def test_deleting_records_the_last_values(invoice: Invoice, recorded: Recorded) -> None:
    key = invoice.pk
    invoice.status = "never saved"
    invoice.delete()
    event = recorded.one()
    assert event["action"] == "invoice.deleted"
    assert event["resource"] == {"type": "invoice", "id": str(key), "name": "1042"}
    assert changes(event)["status"] == ("open", None)
    assert "after" not in event["changes"]["status"]


def test_saving_without_a_change_records_nothing(invoice: Invoice, recorded: Recorded) -> None:
    invoice.save()
    assert recorded.all() == []


@pytest.mark.parametrize(
    ("field", "text", "before", "after"),
    [
        ("total", "12.5", "0.00", "12.50"),
        ("due", "2026-11-30", None, "2026-11-30"),
        ("stock", "7", 3, 7),
        ("reference", "00000000-0000-0000-0000-000000000001", None, "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_values_given_as_text_are_compared_by_their_meaning(
    invoice: Invoice, recorded: Recorded, field: str, text: str, before: Any, after: Any
) -> None:
    setattr(invoice, field, text)
    invoice.save()
    found = changes(recorded.one())[field]
    assert found == (before or found[0], after)
    setattr(invoice, field, text)
    invoice.save()
    assert recorded.all() == []


def test_a_change_and_its_reversal_are_two_events_in_two_transactions(
    invoice: Invoice, recorded: Recorded
) -> None:
    for status in ("paid", "open"):
        invoice.status = status
        invoice.save()
    assert [changes(each)["status"] for each in recorded.all()] == [("open", "paid"), ("paid", "open")]


def test_json_that_is_modified_in_place_is_noticed(invoice: Invoice, recorded: Recorded) -> None:
    invoice.data["lines"].append(2)
    invoice.save()
    assert changes(recorded.one())["data"] == ({"lines": [1]}, {"lines": [1, 2]})
    invoice.data["lines"].append(3)
    invoice.save()
    assert changes(recorded.one())["data"] == ({"lines": [1, 2]}, {"lines": [1, 2, 3]})


def test_the_result_of_an_expression_is_recorded(invoice: Invoice, recorded: Recorded) -> None:
    invoice.stock = F("stock") + 4
    invoice.save()
    assert changes(recorded.one())["stock"] == (3, 7)


def test_a_foreign_key_is_recorded_by_its_id(invoice: Invoice, recorded: Recorded) -> None:
    customer = Customer.objects.create(name="ACME")
    invoice.customer = customer
    invoice.save()
    assert changes(recorded.one()) == {"customer": (None, customer.pk)}


def test_masked_fields_and_secrets_are_recorded_without_their_values(
    invoice: Invoice, recorded: Recorded
) -> None:
    invoice.iban, invoice.password = "DE89 3704", "hunter2"
    invoice.save()
    event = recorded.one()
    assert changes(event) == {"iban": ("[redacted]",) * 2, "password": ("[redacted]",) * 2}
    assert "3704" not in json.dumps(event)


def test_a_file_is_recorded_by_its_name(
    invoice: Invoice, recorded: Recorded, tmp_path: Path, settings_media: None
) -> None:
    from django.core.files.base import ContentFile

    invoice.document.save("terms.pdf", ContentFile(b"%PDF"))
    assert changes(recorded.one())["document"] == ("", invoice.document.name)
    invoice.save()
    assert recorded.all() == []
    invoice.document.close()


@pytest.fixture
def settings_media(tmp_path: Path) -> Any:
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=str(tmp_path)):
        yield


def test_update_fields_writes_and_records_only_these(invoice: Invoice, recorded: Recorded) -> None:
    invoice.status, invoice.number = "paid", "not saved"
    invoice.save(update_fields=["status"])
    assert changes(recorded.one()) == {"status": ("open", "paid")}
    invoice.save()
    assert changes(recorded.one()) == {"number": ("1042", "not saved")}


def test_deferred_fields_are_read_when_they_are_written(invoice: Invoice, recorded: Recorded) -> None:
    part = Invoice.objects.only("number").get(pk=invoice.pk)
    part.status = "paid"
    part.save()
    assert changes(recorded.one()) == {"status": ("open", "paid")}
    part = Invoice.objects.defer("status").get(pk=invoice.pk)
    assert part.status == "paid"
    part.status = "open"
    part.save()
    assert changes(recorded.one()) == {"status": ("paid", "open")}


def test_an_object_that_was_not_loaded_is_compared_with_the_row(invoice: Invoice, recorded: Recorded) -> None:
    blind = Invoice(pk=invoice.pk, number="1042", status="paid", stock=3, reference=invoice.reference)
    blind.save()
    event = recorded.one()
    assert event["action"] == "invoice.updated"
    assert changes(event) == {"status": ("open", "paid"), "data": ({"lines": [1]}, {})}


def test_a_copy_with_a_new_key_is_created(invoice: Invoice, recorded: Recorded) -> None:
    invoice.pk, invoice._state.adding = None, True
    invoice.save()
    event = recorded.one()
    assert event["action"] == "invoice.created"
    assert event["resource"]["id"] == str(invoice.pk)


def test_refreshing_forgets_what_was_not_saved(invoice: Invoice, recorded: Recorded) -> None:
    other = Invoice.objects.get(pk=invoice.pk)
    other.status = "paid"
    other.save()
    recorded.all()
    invoice.refresh_from_db()
    invoice.status = "void"
    invoice.save()
    assert changes(recorded.one()) == {"status": ("paid", "void")}


def test_a_rolled_back_save_is_recorded_when_it_is_repeated(invoice: Invoice, recorded: Recorded) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        invoice.status = "paid"
        invoice.save()
        raise RuntimeError
    assert recorded.all() == []
    invoice.save()
    assert changes(recorded.one()) == {"status": ("open", "paid")}


def test_a_proxy_is_recorded_as_its_model(invoice: Invoice, recorded: Recorded) -> None:
    archived = ArchivedInvoice.objects.get(pk=invoice.pk)
    archived.status = "archived"
    archived.save()
    assert recorded.one()["action"] == "invoice.updated"
    archived.delete()
    assert recorded.one()["action"] == "invoice.deleted"


def test_inherited_models_are_recorded_with_their_parents(recorded: Recorded) -> None:
    restaurant = Restaurant.objects.create(name="Luigi", stars=1)
    created = {event["action"]: event for event in recorded.all()}
    assert set(created) == {"place.created", "restaurant.created"}
    assert changes(created["restaurant.created"])["name"] == (None, "Luigi")
    restaurant = Restaurant.objects.get()
    restaurant.name, restaurant.stars = "Mario", 2
    restaurant.save()
    updated = {event["action"]: changes(event) for event in recorded.all()}
    assert updated == {
        "place.updated": {"name": ("Luigi", "Mario")},
        "restaurant.updated": {"name": ("Luigi", "Mario"), "stars": (1, 2)},
    }
    restaurant.delete()
    assert sorted(recorded.actions()) == ["place.deleted", "restaurant.deleted"]


def test_a_model_that_inherits_from_a_tracked_one_is_recorded_as_that(recorded: Recorded) -> None:
    cafe = Cafe.objects.create(name="Central", seats=20)
    assert recorded.one()["action"] == "place.created"
    cafe.name, cafe.seats = "Sacher", 30
    cafe.save()
    assert changes(recorded.one()) == {"name": ("Central", "Sacher")}
    Cafe.objects.all().delete()
    assert recorded.one()["action"] == "place.deleted"
    assert Place.objects.count() == 0


def test_a_key_that_is_made_before_the_insert_costs_no_query(recorded: Recorded) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        product = Product.objects.create(name="Chair")
    assert [each["sql"][:6] for each in queries if each["sql"][:6] not in ("BEGIN", "COMMIT")] == [
        "INSERT"
    ] * 2
    assert recorded.one()["resource"]["id"] == str(product.pk)


def test_a_save_takes_two_queries(invoice: Invoice) -> None:
    invoice.status = "paid"
    with CaptureQueriesContext(connection) as queries:
        invoice.save()
    written = [each["sql"][:6] for each in queries if each["sql"] not in ("BEGIN", "COMMIT")]
    assert written == ["UPDATE", "INSERT"]


def test_deleted_relations_are_recorded(invoice: Invoice, recorded: Recorded) -> None:
    Line.objects.create(invoice=invoice, text="a")
    Line.objects.create(invoice=invoice, text="b")
    assert recorded.actions() == ["invoice.line.created"] * 2
    Invoice.objects.all().delete()
    assert sorted(recorded.actions()) == ["invoice.deleted", "invoice.line.deleted", "invoice.line.deleted"]


def test_a_relation_that_is_set_to_null_is_recorded(invoice: Invoice, recorded: Recorded) -> None:
    customer = Customer.objects.create(name="ACME")
    Invoice.objects.filter(pk=invoice.pk).update(customer=customer)
    recorded.all()
    customer.delete()
    event = recorded.one()
    assert event["action"] == "invoice.bulk_updated"
    assert event["metadata"] == {"rows": 1, "fields": ["customer"], "keys": [str(invoice.pk)]}


def test_many_to_many_fields_are_recorded_from_both_sides(invoice: Invoice, recorded: Recorded) -> None:
    one, two = Tag.objects.create(name="one"), Tag.objects.create(name="two")
    invoice.tags.add(one, two)
    event = recorded.one()
    assert event["action"] == "invoice.updated"
    assert changes(event) == {"tags": ([], [one.pk, two.pk])}
    invoice.tags.remove(one)
    assert changes(recorded.one()) == {"tags": ([one.pk, two.pk], [two.pk])}
    two.invoices.clear()
    assert changes(recorded.one()) == {"tags": ([two.pk], [])}
    one.invoices.set([invoice])
    assert changes(recorded.one()) == {"tags": ([], [one.pk])}
    invoice.tags.add(one)
    assert recorded.all() == []


def test_fixtures_are_recorded(invoice: Invoice, recorded: Recorded, tmp_path: Path) -> None:
    path = tmp_path / "invoices.json"
    path.write_text(json.dumps([
        {"model": "shop.customer", "pk": 1, "fields": {"name": "ACME"}},
        {"model": "shop.line", "pk": 1, "fields": {"invoice": invoice.pk, "text": "from a fixture"}},
    ]))  # fmt: skip
    call_command("loaddata", path, verbosity=0)
    event = recorded.one()
    assert event["action"] == "invoice.line.created"
    assert changes(event)["text"] == (None, "from a fixture")


def test_models_that_are_not_tracked_are_not_recorded(recorded: Recorded) -> None:
    note = Note.objects.create(text="a")
    note.text = "b"
    note.save()
    Note.objects.update(text="c")
    Note.objects.bulk_create([Note(text="d")])
    Note.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shop_note")
    assert recorded.all() == []


def test_copied_and_pickled_objects_can_be_saved(invoice: Invoice, recorded: Recorded) -> None:
    import pickle

    shallow, deep, pickled = copy.copy(invoice), copy.deepcopy(invoice), pickle.loads(pickle.dumps(invoice))
    for clone, before, after in ((shallow, "open", "a"), (deep, "a", "b"), (pickled, "b", "c")):
        clone.status = after
        clone.save()
        assert changes(recorded.one())["status"] == (before, after)
    assert b"auditledge" not in pickle.dumps(invoice).replace(b"_auditledge_loaded", b"")


def test_saving_inside_of_a_signal_is_recorded_in_order(invoice: Invoice, recorded: Recorded) -> None:
    def receiver(instance: Invoice, **_: Any) -> None:
        if instance.stock != 99:
            instance.stock = 99
            instance.save()

    models.signals.post_save.connect(receiver, sender=Invoice)
    try:
        with transaction.atomic():
            invoice.stock = 50
            invoice.save()
    finally:
        models.signals.post_save.disconnect(receiver, sender=Invoice)
    assert changes(recorded.one()) == {"stock": (3, 99)}


@isolate_apps("integrations.django.shop")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"exclude": ["nmae"]}, "nmae"),
        ({"mask": ["ibna"]}, "ibna"),
        ({"m2m": ["name"]}, "no many-to-many field 'name'"),
        ({"name": "title"}, "title"),
    ],
)
def test_a_wrong_option_is_reported_with_its_field(options: Any, message: str, configure: Any) -> None:
    from auditledge.django import audit

    with isolate_apps("integrations.django.shop"), pytest.raises(ImproperlyConfigured, match=message):

        @audit.track(**options)
        class Wrong(models.Model):
            name = models.CharField(max_length=5)

            class Meta:
                app_label = "shop"


def test_an_aware_time_is_needed_nowhere(invoice: Invoice, recorded: Recorded) -> None:
    invoice.paid_at = timezone.now()
    invoice.save()
    invoice.save()
    assert len(recorded.all()) == 1
