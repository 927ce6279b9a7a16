from typing import Any
from unittest.mock import ANY

import pytest
from conftest import STORED

from auditledge.testing import AuditEvents, EventMembers
from auditledge.testing.failures import Recorded
from auditledge.types import Event


def stored(action: str, actor: str = "user_1", resource: str = "invoice:7", **members: Any) -> Any:
    kind, _, identifier = resource.partition(":")
    return {
        **STORED,
        "action": action,
        "actor": {"id": actor},
        "resource": {"type": kind, "id": identifier},
        **members,
    }


def recorded(*events: Any, waiting: int = 0, notes: tuple[str, ...] = ()) -> AuditEvents:
    return AuditEvents(lambda: Recorded(list(events), waiting, notes))


LOGIN = stored("user.login", resource="user:1", outcome="success")
REFUND = stored(
    "invoice.refunded",
    outcome="denied",
    reason="over the limit",
    metadata={"amount": 12, "tags": ["a", "b"], "paid": True},
    targets=[{"type": "customer", "id": "1", "name": "Acme"}, {"type": "order", "id": "2"}],
    on_behalf_of={"id": "user_2", "type": "user"},
    changes={"status": {"before": "paid", "after": "refunded"}},
)
EVENTS = recorded(LOGIN, REFUND)


def failure(call: Any, *arguments: Any, **members: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        call(*arguments, **members)
    return str(caught.value)


@pytest.mark.parametrize(
    "members",
    [
        {"actor": "user_1"},
        {"actor": {"id": "user_1"}},
        {"resource": "invoice:7"},
        {"resource": "invoice"},
        {"resource": {"type": "invoice"}},
        {"outcome": "denied", "reason": "over the limit"},
        {"on_behalf_of": "user_2"},
        {"on_behalf_of": {"type": "user"}},
        {"metadata": {"amount": 12}},
        {"metadata": {"amount": pytest.approx(12.0), "tags": ["a", ANY], "paid": True}},
        {"metadata": {"absent": None}},
        {"changes": {"status": {"after": "refunded"}}},
        {"targets": [{"id": "1"}, {"type": "order"}]},
        {"organization_id": None, "source_id": None},
        {"id": STORED["id"], "timestamp": ANY, "received_at": STORED["received_at"]},
    ],
)
def test_any_member_is_matched(members: Any) -> None:
    assert EVENTS.one("invoice.refunded", **members) is REFUND


@pytest.mark.parametrize(
    "members",
    [
        {"actor": "user"},
        {"actor": {"id": "user_1", "type": "user"}},
        {"resource": "invoice:8"},
        {"resource": "inv"},
        {"outcome": None},
        {"reason": "over"},
        {"on_behalf_of": None},
        {"metadata": {"amount": 12, "currency": "EUR"}},
        {"metadata": {"amount": "12"}},
        {"metadata": {"paid": 1}},
        {"metadata": {"tags": ["a"]}},
        {"metadata": {"tags": "a"}},
        {"changes": {"status": {"after": "paid"}}},
        {"targets": [{"id": "1"}]},
        {"organization_id": "org_1"},
        {"source_id": ANY},
    ],
)
def test_every_member_is_compared(members: Any) -> None:
    EVENTS.none("invoice.refunded", **members)
    assert EVENTS.all("invoice.refunded", **members) == []


def test_every_member_of_an_event_can_be_named() -> None:
    assert {*EventMembers.__annotations__, "action"} == {*Event.__annotations__}


def test_a_member_that_events_do_not_have_is_an_error() -> None:
    for method in (EVENTS.none, EVENTS.all, EVENTS.one, EVENTS.only):
        with pytest.raises(TypeError, match=r"ressource is not a member of events: did you mean resource\?"):
            method("invoice.deleted", ressource="invoice:7")  # type: ignore[call-arg, operator]


def test_all_are_returned_in_order() -> None:
    assert EVENTS.all() == [LOGIN, REFUND]
    assert EVENTS.all(actor="user_1") == [LOGIN, REFUND]
    assert EVENTS.all("user.login") == [LOGIN]


def test_a_missing_event_is_shown_with_the_nearest() -> None:
    text = failure(EVENTS.one, "invoice.refunded", resource="invoice:8", metadata={"amount": 13})
    assert text == (
        "no event matches action='invoice.refunded', resource='invoice:8', metadata={'amount': 13}\n"
        "2 events were recorded:\n"
        "     action            actor   resource   outcome\n"
        "  1  user.login        user_1  user:1     success\n"
        "> 2  invoice.refunded  user_1  invoice:7  denied\n"
        "The nearest is 2: its resource is 'invoice:7'; its metadata.amount is 12"
    )


def test_the_nearest_has_the_most_similar_action() -> None:
    text = failure(EVENTS.one, "user.logon", outcome="success")
    assert text.endswith("The nearest is 1: its action is 'user.login'")
    text = failure(EVENTS.one, "user.login", source_id="s")
    assert text.endswith("The nearest is 1: its source_id is missing")


def test_an_empty_record_is_reported() -> None:
    assert failure(recorded().one, "a.b") == "no event matches action='a.b'\nNo event was recorded."
    assert failure(recorded().one) == "exactly one event was expected\nNo event was recorded."
    recorded().none()


def test_several_matches_are_marked() -> None:
    text = failure(recorded(LOGIN, REFUND, LOGIN).one, "user.login")
    assert text.startswith("2 events match action='user.login'\n3 events were recorded:\n")
    assert [line[:3] for line in text.splitlines()[3:]] == ["> 1", "  2", "> 3"]
    assert failure(EVENTS.one).startswith("exactly one event was expected\n2 events were recorded:\n")


def test_other_events_are_marked() -> None:
    assert recorded(REFUND).only("invoice.refunded") is REFUND
    text = failure(EVENTS.only, "invoice.refunded", outcome="denied")
    assert text.startswith(
        "other events than the one with action='invoice.refunded', outcome='denied' were recorded\n"
    )
    assert [line[:3] for line in text.splitlines()[3:]] == ["> 1", "  2"]
    assert failure(EVENTS.only, "a.b").startswith("no event matches action='a.b'\n")


def test_unwanted_events_are_marked() -> None:
    text = failure(EVENTS.none, resource="invoice")
    assert text.startswith("1 event matches resource='invoice'\n2 events were recorded:\n")
    assert [line[:3] for line in text.splitlines()[3:]] == ["  1", "> 2"]
    assert failure(EVENTS.none).startswith("no event was expected\n2 events were recorded:\n")


def test_the_table_is_bounded_and_shows_what_matters() -> None:
    many = [stored("a.b", resource=f"t:{n}") for n in range(1_000)]
    lines = failure(recorded(*many).one, "a.b", resource="t:-1", actor="x" * 500).splitlines()
    assert len(lines) < 40
    assert "970 others" in lines[-2]
    lines = failure(recorded(stored("c.d"), *many).none, "c.d").splitlines()
    assert lines[3].startswith(">    1  c.d")
    assert len(lines) < 40


def test_texts_from_events_cannot_disturb_the_terminal() -> None:
    hostile = stored("a\x1b[2J", actor="x" * 1_000, metadata={"note": "\x1b]0;\x07" + "y" * 1_000})
    text = failure(recorded(hostile).one, "a.c", metadata={"note": "z"})
    assert "\x1b" not in text
    assert "\x07" not in text
    assert max(map(len, text.splitlines())) < 400


def test_undelivered_events_fail_every_method() -> None:
    events = recorded(LOGIN, waiting=2, notes=("The ledger is on fire",))
    for method in (events.one, events.only, events.none, events.all):
        text = failure(method, "invoice.refunded")
        assert text.startswith("2 of the recorded events could not be delivered to the ledger\n1 event was")
        assert text.endswith("\nThe ledger is on fire")
