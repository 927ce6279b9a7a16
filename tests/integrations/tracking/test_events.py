"""Events of tracked changes: what they say, what they hide, and that each of them is valid."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditledge.contract import schema
from auditledge.contract.compact_json import dumps
from auditledge.integrations.tracking import (
    Journal,
    TrackedModel,
    bulk_event,
    changed_unseen_event,
    recorded_events,
)
from auditledge.integrations.tracking.shortening import MAX_BYTES, fit

USER = TrackedModel(
    "user",
    ("id", "email", "iban", "password", "bio", "settings"),
    mask=frozenset({"iban"}),
    exclude=frozenset({"settings"}),
    name="email",
    action="account",
)


def check(event: dict[str, Any]) -> dict[str, Any]:
    """The event, which the contract accepts."""
    _, problems = schema("EventInput").clean({"actor": {"id": "a"}, **event})
    assert not problems
    return event


def updated(before: dict[str, Any], after: dict[str, Any], id_: str = "7") -> dict[str, Any]:
    journal = Journal()
    journal.updated(USER, id_, before, after, name="a@b.example")
    ((event, _),) = recorded_events(journal)
    return check(event)


def test_an_update() -> None:
    event = updated({"email": "a@old.example", "settings": 1}, {"email": "a@b.example", "settings": 2})
    assert event["action"] == "account.updated"
    assert event["resource"] == {"type": "user", "id": "7", "name": "a@b.example"}
    assert event["changes"] == {"email": {"before": "a@old.example", "after": "a@b.example"}}
    assert event["id"].startswith("evt_")
    assert event["timestamp"].endswith("Z")
    assert "metadata" not in event


def test_masked_fields_show_that_they_changed_and_not_to_what() -> None:
    event = updated({"iban": "DE1", "password": None}, {"iban": "DE2", "password": "canary"})
    redacted = "[redacted]"
    assert event["changes"] == {
        "iban": {"before": redacted, "after": redacted},
        "password": {"before": None, "after": redacted},
    }


def test_a_secret_inside_of_json_is_masked_and_its_change_is_seen() -> None:
    event = updated({"bio": {"api_key": "canary1"}}, {"bio": {"api_key": "canary2"}})
    assert event["changes"] == {"bio": {side: {"api_key": "[redacted]"} for side in ("before", "after")}}


def test_created_and_deleted_have_all_recorded_values() -> None:
    journal = Journal()
    journal.created(USER, "1", {"id": 1, "bio": None, "settings": 1})
    journal.deleted(USER, "2", {"id": 2, "bio": "x"})
    created, deleted = (check(each.event) for each in recorded_events(journal))
    assert (created["action"], created["changes"]) == (
        "account.created",
        {"id": {"after": 1}, "bio": {"after": None}},
    )
    assert (deleted["action"], deleted["changes"]) == (
        "account.deleted",
        {"id": {"before": 2}, "bio": {"before": "x"}},
    )


def test_long_values_are_shortened_and_it_shows() -> None:
    event = updated({"bio": "é" * 60_000, "email": "old"}, {"bio": "b" * 70_000, "email": "new"})
    assert event["metadata"] == {"shortened": ["bio"]}
    assert event["changes"]["email"] == {"before": "old", "after": "new"}
    after = event["changes"]["bio"]["after"]
    assert after["shortened"] is True
    assert after["bytes"] == 70_002
    assert after["start"] == "b" * 200
    assert len(after["sha256"]) == 64


def test_an_id_that_is_too_long_stays_unique() -> None:
    one, other = (updated({}, {"bio": 1}, "x" * 3000 + end)["resource"]["id"] for end in "ab")
    assert one != other
    assert updated({}, {"bio": 1}, "")["resource"]["id"] == '""'


names = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=250)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
few_long = st.dictionaries(
    names, st.builds(lambda text, count: text * count, texts, st.integers(0, 3_000)), max_size=8
)
many_short = st.builds(
    lambda name, value, count: {f"{name}{index}": value for index in range(count)},
    names,
    texts,
    st.integers(0, 900),
)


@settings(max_examples=60)
@given(few_long | many_short)
def test_everything_fits(values: dict[str, str]) -> None:
    many: dict[str, dict[str, Any]] = {
        name: {"before": value, "after": None} for name, value in values.items()
    }
    metadata = {"rows": 1}
    short, extra = fit(many, metadata)
    event = {"actor": {"id": "a"}, "action": "a", "resource": {"type": "t", "id": "1"}}
    _, problems = schema("EventInput").clean({**event, "changes": short, "metadata": extra})
    assert not problems
    assert len(short) + extra.get("changes_omitted", 0) == len(many), "every change is there, or is counted"
    if (short, extra) == (many, metadata):
        return
    assert len(dumps(many).encode()) + len(dumps(metadata).encode()) > MAX_BYTES, "nothing shortened in vain"
    listed = set(extra["shortened"])
    for name, change in short.items():
        assert change == many[name] or name in listed or len(listed) == 100


def test_bulk_events() -> None:
    event = check(
        bulk_event(
            USER,
            "bulk_updated",
            rows=250,
            fields=["email", "settings"],
            values={"email": "x"},
            keys=range(250),
        )
    )
    assert event["action"] == "account.bulk_updated"
    assert event["resource"] == {"type": "user", "id": "*"}
    assert event["changes"] == {"email": {"after": "x"}}
    assert event["metadata"] == {
        "rows": 250,
        "fields": ["email"],
        "keys": [str(key) for key in range(100)],
        "keys_omitted": 150,
    }


def test_long_keys_of_a_bulk_event_are_left_out_and_counted() -> None:
    event = check(bulk_event(USER, "bulk_deleted", rows=None, keys=["ü" * 2000] * 50))
    assert "rows" not in event["metadata"]
    assert len(event["metadata"]["keys"]) + event["metadata"]["keys_omitted"] == 50


def test_values_of_a_bulk_event_are_masked() -> None:
    event = check(
        bulk_event(USER, "bulk_updated", rows=1, values={"password": "canary", "settings": "canary"})
    )
    assert event["changes"] == {"password": {"after": "[redacted]"}}


def test_changed_unseen() -> None:
    event = check(changed_unseen_event(USER, table="users", statement="UPDATE", rows=0))
    assert event["action"] == "account.changed_unseen"
    assert event["metadata"] == {"rows": 0, "table": "users", "statement": "UPDATE"}


@pytest.mark.parametrize("verb", ["bulk_created", "bulk_updated", "bulk_deleted"])
def test_a_model_with_long_names_fits(verb: Any) -> None:
    model = TrackedModel("t" * 400, [f"f{index:03}" + "x" * 250 for index in range(300)])
    event = check(
        bulk_event(model, verb, rows=1, fields=model.fields, values=dict.fromkeys(model.fields, "v" * 300))
    )
    assert event["metadata"]["fields_omitted"] > 0
