"""The ledger as its API sees it: search, by every filter, and usage."""

import itertools
import time

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge.server.accounts.plans import PLANS
from auditledge.server.ledger import token_crypto
from server.conftest import Served
from server.samples import MINIMAL, Event, by, event, record, record_all
from server.search_oracle import Search, check_searches, events, expected, pages_by_cursor, search_filters
from server.stores.appending import a_new_event, store_all


@pytest.mark.parametrize("plan", ["free", "starter", "growth"])
def test_usage_reports_the_plan(ledger_server: Served, plan: str) -> None:
    account = ledger_server.account()
    client = ledger_server.client(ledger_server.key(account, plan=plan))
    number = ledger_server.store.ensure_account(account, plan)
    assert client.get("/usage").json() == {
        "account": token_crypto.account_id(number, ledger_server.store.pepper),
        "plan": plan,
        "events_this_month": 0,
        "events_limit": PLANS[plan].events_limit,
        "retention_days": PLANS[plan].retention_days,
    }


def test_usage_and_quota_count_the_same_month(ledger_server: Served) -> None:
    """A clock that was ahead has started a month, which continues when it is set back."""
    account = ledger_server.account()
    client = ledger_server.client(ledger_server.key(account))
    number = ledger_server.store.ensure_account(account, "growth")
    ahead = (time.time_ns() + 32 * 86_400 * 10**9) // 1_000
    store_all(ledger_server.store, number, [a_new_event(), a_new_event()], ahead)
    record(client, MINIMAL)
    assert client.get("/usage").json()["events_this_month"] == 3


def test_a_renamed_actor_keeps_the_old_name_in_old_events(client: httpx.Client) -> None:
    for name in ("Alice Young", "Alice Old"):
        record(client, event(actor={"id": "u", "name": name}))
    found = client.get("/events", params={"actor_id": "u", "order": "asc"}).json()["events"]
    assert [each["actor"]["name"] for each in found] == ["Alice Young", "Alice Old"]
    assert client.get("/events", params={"actor_name": "young"}).json()["total"] == 1


def test_an_event_of_another_account_does_not_exist(ledger_server: Served, client: httpx.Client) -> None:
    stored = record(client, MINIMAL)
    other = ledger_server.client(ledger_server.key())
    answer = other.get(f"/events/{stored['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert other.get("/events").json()["total"] == 0


@pytest.mark.parametrize("event_id", ["evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e", "evt_1", "evt_zz-zz"])
def test_an_unknown_event_is_not_found(client: httpx.Client, event_id: str) -> None:
    assert client.get(f"/events/{event_id}").status_code == 404


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    sent=st.lists(events, min_size=1, max_size=40),
    queries=st.lists(
        st.tuples(search_filters, st.sampled_from(["asc", "desc"]), st.integers(1, 12)), max_size=8
    ),
)
def test_any_search_is_what_the_model_says(
    ledger_server: Served, sent: list[Event], queries: list[Search]
) -> None:
    check_searches(ledger_server, sent, queries)


def test_the_defaults_are_those_of_the_contract(client: httpx.Client) -> None:
    stored = record_all(client, [event(resource={"type": "t", "id": str(n)}) for n in range(25)])
    page = client.get("/events").json()
    assert page["events"] == stored[:4:-1]
    assert (page["limit"], page["offset"], page["total"]) == (20, 0, 25)


@pytest.mark.parametrize(
    ("needle", "names"),
    [
        ("%", ["100%"]),
        ("_", ["a_b"]),
        ("'", ["o'b"]),
        ('"', ['q"']),
        ("\\", ["back\\slash"]),
        ("*", ["st*r"]),
        ("AND", ["Anders", "x AND y"]),
        ("STRASSE", ["Straße"]),
        ("ß", ["Straße"]),
        ("ЖЕНЯ", ["Женя"]),
        ("ΣΊΣΥΦΟΣ", ["σίσυφος"]),
    ],
)
def test_partial_matches_are_literal_and_ignore_case(
    client: httpx.Client, needle: str, names: list[str]
) -> None:
    every = [
        "100%",
        "a_b",
        "o'b",
        'q"',
        "back\\slash",
        "st*r",
        "Anders",
        "x AND y",
        "Straße",
        "Женя",
        "σίσυφος",
    ]
    record_all(client, [by(name, action=name, resource_type="t") for name in every])
    for parameter in ("actor_name", "action", "search"):
        found = client.get("/events", params={parameter: needle, "order": "asc"}).json()
        assert [each["actor"]["name"] for each in found["events"]] == names, parameter


def test_each_word_of_a_search_may_match_another_text(client: httpx.Client) -> None:
    record_all(
        client,
        [
            by("Alice", "invoice.deleted", "invoice"),
            by("Bob", "invoice.deleted", "invoice"),
            by("Alice", "user.created", "user"),
            by("deleted", "alice.x", "y"),
        ],
    )
    for search, total in {
        "alice deleted": 2,
        "ALICE\u2003USER": 1,
        "alice bob": 0,
        "e": 4,
        "alicedeleted": 0,
        "xy": 0,
        "\0": 0,
        "deleted\0invoice": 0,
        "invoice": 2,
    }.items():
        assert client.get("/events", params={"search": search}).json()["total"] == total, search


def test_exact_filters_mind_case_and_whole_text(client: httpx.Client) -> None:
    record(client, event(actor={"id": "User", "email": "A@b.c"}, resource={"type": "Inv", "id": "X"}))
    for parameter, value, total in [
        ("actor_id", "User", 1),
        ("actor_id", "user", 0),
        ("actor_id", "Use", 0),
        ("actor_email", "A@b.c", 1),
        ("actor_email", "a@b.c", 0),
        ("resource_type", "Inv", 1),
        ("resource_type", "inv", 0),
        ("resource_id", "X", 1),
        ("resource_id", "x", 0),
        ("organization_id", "org", 0),
        ("action", "\0", 0),
    ]:
        assert client.get("/events", params={parameter: value}).json()["total"] == total, (parameter, value)


def test_dates_compare_as_instants(client: httpx.Client) -> None:
    record(client, event(timestamp="2026-03-01T01:30:00+02:00"))
    for parameters, total in [
        ({"start_date": "2026-02-28T23:30:00Z"}, 1),
        ({"start_date": "2026-03-01T05:00:00+05:30"}, 1),
        ({"start_date": "2026-02-28T23:30:00.000001Z"}, 0),
        ({"end_date": "2026-02-28T23:30:00Z"}, 1),
        ({"end_date": "2026-02-28T23:29:59.999999Z"}, 0),
        ({"start_date": "2026-02-28", "end_date": "2026-02-28"}, 1),
        ({"start_date": "2026-03-01"}, 0),
        ({"end_date": "2026-02-27"}, 0),
        ({"start_date": "2027-01-01", "end_date": "2026-01-01"}, 0),
    ]:
        assert client.get("/events", params=parameters).json()["total"] == total, parameters


def test_events_of_one_instant_page_in_the_order_of_storing(client: httpx.Client) -> None:
    stored = record_all(client, [event(timestamp="2026-01-01T00:00:00Z") for _ in range(11)])
    assert pages_by_cursor(client, {}, "asc", 2) == stored
    assert pages_by_cursor(client, {}, "desc", 3) == stored[::-1]


def test_an_offset_beyond_the_end_is_empty(client: httpx.Client) -> None:
    record(client, event())
    page = client.get("/events", params={"offset": 1_000_000_000}).json()
    assert (page["events"], page["total"], page["next_cursor"]) == ([], 1, None)


def test_a_million_combinations_are_not_needed_to_mix_two(client: httpx.Client) -> None:
    stored = record_all(
        client, [by(*each) for each in itertools.product(["Al", "Bo"], ["x.y", "x.z"], ["t", "v"])]
    )
    filters = {"actor_name": "AL", "action": "X", "resource_type": "v", "search": "z"}
    for size in range(5):
        for names in itertools.combinations(filters, size):
            chosen = {name: filters[name] for name in names}
            want = expected(stored, chosen, "asc")
            assert client.get("/events", params=chosen | {"order": "asc"}).json()["events"] == want


def test_a_search_on_a_grown_account_stays_quick(client: httpx.Client) -> None:
    record_all(client, [by(f"Person {n % 50}", f"act.{n % 9}", resource_id=str(n)) for n in range(5_000)])
    started = time.perf_counter()
    page = client.get("/events", params={"actor_name": "person 7", "action": "ACT.3", "offset": 5}).json()
    assert page["total"] == sum(n % 9 == 3 and n % 50 == 7 for n in range(5_000))
    assert time.perf_counter() - started < 2
