"""The scenarios of django-auditlog's own tests: its diffs are ours, except where the table says why not."""

import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.utils.encoding import smart_str

from integrations.django.conftest import Recorded
from integrations.django.shop.models import Customer, Invoice

pytestmark = pytest.mark.usefixtures("audit")

NOON = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)
SAME_NOON = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=3)))

SCENARIOS: dict[str, dict[str, Any]] = {
    "a text": {"status": "paid"},
    "the same text": {"status": "open"},
    "a text that becomes empty": {"status": ""},
    "several fields": {"status": "paid", "stock": 9},
    "an integer": {"stock": 4},
    "the same integer as text": {"stock": "3"},
    "another integer as text": {"stock": "4"},
    "a decimal": {"total": Decimal("12.50")},
    "the same decimal with other digits": {"total": Decimal(10)},
    "the same decimal as text": {"total": "10.0"},
    "a date from null": {"due": datetime.date(2026, 1, 2)},
    "a date as text": {"due": "2026-01-02"},
    "a date that stays null": {"due": None},
    "a time": {"paid_at": NOON + datetime.timedelta(hours=1)},
    "the same time in another time zone": {"paid_at": SAME_NOON},
    "a time that becomes null": {"paid_at": None},
    "JSON": {"data": {"a": 1, "b": [1, 3]}},
    "the same JSON with other order": {"data": {"b": [1, 2], "a": 1}},
    "JSON whose number becomes text": {"data": {"a": "1", "b": [1, 2]}},
    "JSON whose number becomes true": {"data": {"a": True, "b": [1, 2]}},
    "a foreign key": {"customer": "other"},
    "a foreign key that becomes null": {"customer": None},
    "a masked field": {"iban": "DE00 1111"},
    "a password": {"password": "swordfish"},
}

INTENDED: dict[str, str] = {
    "the same decimal with other digits": "10 and 10.00 are the same number for us",
    "the same decimal as text": "10.0 and 10.00 are the same number for us",
    "a masked field": "masked values are not recorded at all, not even by half",
    "a password": "a secret is always masked",
}
"""Scenarios whose diffs differ, and why ours is intended."""


def ours(recorded: Recorded) -> dict[str, tuple[str, str]]:
    events = recorded.all()
    assert len(events) <= 1
    changes = events[0]["changes"] if events else {}
    return {name: (_text(change["before"]), _text(change["after"])) for name, change in changes.items()}


def theirs(invoice: Invoice) -> dict[str, tuple[str, str]]:
    entry = LogEntry.objects.get_for_object(invoice).filter(action=LogEntry.Action.UPDATE).first()
    changes = entry.changes if entry else {}
    return {name: (_text(before), _text(after)) for name, (before, after) in changes.items()}


@pytest.fixture
def _registered() -> Iterator[None]:
    auditlog.register(Invoice, exclude_fields=["updated_at"], mask_fields=["iban"])
    yield
    auditlog.unregister(Invoice)


def _text(value: Any) -> str:
    """A value as text, with times and JSON in one form."""
    if isinstance(value, str):
        for parse in (_parse_time, json.loads):
            try:
                return _text(parse(value))
            except ValueError:
                continue
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else smart_str(value)


def _parse_time(text: str) -> str:
    if len(text) < 11 or text[4] != "-":
        raise ValueError
    moment = datetime.datetime.fromisoformat(text)
    return f"time {moment.replace(tzinfo=None):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.usefixtures("_registered")
def test_diffs(scenario: str, recorded: Recorded) -> None:
    customers = {name: Customer.objects.create(name=name) for name in ("first", "other")}
    created = Invoice.objects.create(
        number="1042", stock=3, total=Decimal("10.00"), paid_at=NOON, data={"a": 1, "b": [1, 2]},
        customer=customers["first"], iban="DE89 3704",
    )  # fmt: skip
    recorded.all()
    new = Invoice.objects.get(pk=created.pk)
    for name, value in SCENARIOS[scenario].items():
        setattr(new, name, customers[value] if name == "customer" and value else value)
    new.save()
    expected, found = theirs(new), ours(recorded)
    assert (found != expected) == (scenario in INTENDED), (found, expected)
