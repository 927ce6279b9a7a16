"""Searching: every filter, in every combination, against a model of the ledger in plain Python."""

import contextlib
import csv
import io
import itertools
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.conftest import Served
from server.samples import Event, by, event, problems_of, record, record_all

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS = {
    "id": ("id",),
    "timestamp": ("timestamp",),
    "received_at": ("received_at",),
    "organization_id": ("organization_id",),
    "actor_id": ("actor", "id"),
    "actor_name": ("actor", "name"),
    "actor_email": ("actor", "email"),
    "action": ("action",),
    "resource_type": ("resource", "type"),
    "resource_id": ("resource", "id"),
    "resource_name": ("resource", "name"),
}


def instant(text: str, *, end: bool = False) -> timedelta:
    if len(text) == 10:
        text += "T23:59:59.999999Z" if end else "T00:00:00Z"
    return datetime.fromisoformat(text) - EPOCH


def matches(stored: Event, filters: dict[str, str]) -> bool:
    """Whether the contract's words make an event match: the model."""
    actor, resource = stored["actor"], stored["resource"]
    texts = [each.casefold() for each in (stored["action"], actor.get("name", ""), resource["type"])]
    checks = {
        "organization_id": lambda value: stored["organization_id"] == value,
        "actor_id": lambda value: actor["id"] == value,
        "actor_name": lambda value: "name" in actor and value.casefold() in actor["name"].casefold(),
        "actor_email": lambda value: actor.get("email") == value,
        "action": lambda value: value.casefold() in stored["action"].casefold(),
        "resource_type": lambda value: resource["type"] == value,
        "resource_id": lambda value: resource["id"] == value,
        "search": lambda value: all(any(word.casefold() in text for text in texts) for word in value.split()),
        "start_date": lambda value: instant(stored["timestamp"]) >= instant(value),
        "end_date": lambda value: instant(stored["timestamp"]) <= instant(value, end=True),
    }
    return all(checks[name](value) for name, value in filters.items())


def expected(stored: list[Event], filters: dict[str, str], order: str) -> list[Event]:
    """What a search must find. `stored` is in the order of storing, which a stable sort keeps."""
    found = sorted((each for each in stored if matches(each, filters)), key=lambda each: each["timestamp"])
    return found if order == "asc" else found[::-1]


_names = st.sampled_from(
    [
        "Alice",
        "ALICE Smith",
        "Älice",
        "ÄLICE",
        "straße",
        "STRASSE",
        "İpek",
        "a%b",
        "a_b",
        'q"uote',
        "x\\y",
        "OR",
        "",
    ]
)
_actions = st.sampled_from(
    [
        "invoice.deleted",
        "Invoice.Created",
        "user.login",
        "user_login",
        "100%",
        "naïve.act",
        "a* OR b",
        "NEAR(x)",
    ]
)
_types = st.sampled_from(["invoice", "Invoice", "user", "straße", "a_b", "%"])
_emails = st.sampled_from(["a@example.com", "A@example.com", ""])
_organizations = st.sampled_from(["org_1", "org_2", "ORG_1"])
_instants = st.sampled_from(
    [
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:30:00+01:00",
        "2025-12-31T23:59:59.999999Z",
        "2026-01-01T23:59:59.999999Z",
        "2026-01-02T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
    ]
)
_some = st.fixed_dictionaries(
    {
        "actor": st.fixed_dictionaries(
            {"id": st.sampled_from(["u1", "u2", "U1"])}, optional={"name": _names, "email": _emails}
        ),
        "action": _actions,
        "resource": st.fixed_dictionaries({"type": _types, "id": st.sampled_from(["1", "2"])}),
    },
    optional={"organization_id": _organizations, "timestamp": _instants},
)
_needles = st.sampled_from(
    [
        "alice",
        "ÄLICE",
        "äl",
        "STRASSE",
        "ß",
        "i",
        "İ",
        "%",
        "_",
        "a_b",
        '"',
        "\\",
        "OR",
        "*",
        "invoice",
        ".",
        "nope",
        "'",
        "\0",
    ]
)
_filters = st.fixed_dictionaries(
    {},
    optional={
        "organization_id": _organizations,
        "actor_id": st.sampled_from(["u1", "u2", "U1", "u"]),
        "actor_name": _needles,
        "actor_email": st.sampled_from(["a@example.com", "A@example.com", "a@"]),
        "action": _needles,
        "resource_type": _types | st.just("inv"),
        "resource_id": st.sampled_from(["1", "3"]),
        "search": st.lists(_needles, min_size=1, max_size=3).map(" ".join),
        "start_date": _instants | st.sampled_from(["2026-01-01", "2026-01-02"]),
        "end_date": _instants | st.sampled_from(["2026-01-01", "2025-12-31"]),
    },
)


def pages_by_cursor(client: httpx.Client, filters: dict[str, str], order: str, limit: int) -> list[Event]:
    found: list[Event] = []
    params: dict[str, Any] = filters | {"order": order, "limit": limit}
    while True:
        page = client.get("/events", params=params).json()
        found += page["events"]
        if page["next_cursor"] is None:
            return found
        assert len(page["events"]) == limit
        params["cursor"] = page["next_cursor"]


def exported(client: httpx.Client, filters: dict[str, str], order: str) -> list[Event]:
    found: list[Event] = client.get("/events/export", params=filters | {"order": order}).json()
    return found


def exported_cells(client: httpx.Client, filters: dict[str, str], order: str) -> list[dict[str, str]]:
    params = filters | {"order": order, "format": "csv", "csv_raw": "true"}
    text = client.get("/events/export", params=params).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(stored: Event) -> dict[str, str]:
    values: dict[str, Any] = dict.fromkeys(COLUMNS, stored)
    for name, path in COLUMNS.items():
        for part in path:
            values[name] = (values[name] or {}).get(part)
    return {name: value or "" for name, value in values.items()} | {"metadata": "{}"}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    sent=st.lists(_some, min_size=1, max_size=40),
    queries=st.lists(st.tuples(_filters, st.sampled_from(["asc", "desc"]), st.integers(1, 12)), max_size=8),
)
def test_any_search_is_what_the_model_says(
    ledger_server: Served, sent: list[Event], queries: list[tuple[dict[str, str], str, int]]
) -> None:
    with contextlib.closing(ledger_server.client(ledger_server.key())) as client:
        stored = record_all(client, sent)
        for filters, order, limit in [({}, "desc", 7), *queries]:
            want = expected(stored, filters, order)
            page = client.get(
                "/events", params=filters | {"order": order, "limit": limit, "offset": 2}
            ).json()
            assert page["events"] == want[2 : 2 + limit]
            assert (page["total"], page["limit"], page["offset"]) == (len(want), limit, 2)
            assert (page["next_cursor"] is None) == (len(want) <= 2 + limit)
            assert pages_by_cursor(client, filters, order, limit) == want
            assert exported(client, filters, order) == want
            assert exported_cells(client, filters, order) == [cells(each) for each in want]


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


def test_a_cursor_misses_nothing_while_events_arrive(client: httpx.Client) -> None:
    sent = [event(timestamp=f"2026-01-01T00:00:{n:02}Z") for n in range(20)]
    stored = record_all(client, sent)
    page = client.get("/events", params={"limit": 8, "order": "desc"}).json()
    late = record(client, event(timestamp="2026-01-01T00:00:30Z"))
    between = record(client, event(timestamp="2026-01-01T00:00:05Z"))
    rest = client.get("/events", params={"limit": 100, "cursor": page["next_cursor"]}).json()
    seen = page["events"] + rest["events"]
    assert late not in seen
    assert seen == [*stored[:5:-1], between, *stored[5::-1]]
    assert rest["total"] == 22
    assert rest["next_cursor"] is None


def test_events_of_one_instant_page_in_the_order_of_storing(client: httpx.Client) -> None:
    stored = record_all(client, [event(timestamp="2026-01-01T00:00:00Z") for _ in range(11)])
    assert pages_by_cursor(client, {}, "asc", 2) == stored
    assert pages_by_cursor(client, {}, "desc", 3) == stored[::-1]


def test_the_last_page_has_no_cursor(client: httpx.Client) -> None:
    record_all(client, [event()] * 4)
    for limit, cursor in [(3, True), (4, False), (5, False)]:
        page = client.get("/events", params={"limit": limit}).json()
        assert (page["next_cursor"] is not None) == cursor


def _a_cursor(client: httpx.Client, order: str = "desc") -> str:
    record_all(client, [event()] * 2)
    cursor: str = client.get("/events", params={"limit": 1, "order": order}).json()["next_cursor"]
    return cursor


def test_a_cursor_that_was_tampered_with_is_refused(client: httpx.Client) -> None:
    cursor = _a_cursor(client)
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    changed = [
        cursor[:place] + digits[(digits.index(cursor[place]) + 21) % 64] + cursor[place + 1 :]
        for place in range(len(cursor) - 1)
    ]
    for bad in [*changed, cursor[:-1], cursor + "A", cursor[1:], "x", "é", "====", "A" * 255, cursor + "="]:
        answer = client.get("/events", params={"cursor": bad})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor"), bad


def test_a_cursor_is_good_for_its_order_and_account_alone(
    ledger_server: Served, client: httpx.Client
) -> None:
    cursor = _a_cursor(client)
    for other, order in [(client, "asc"), (ledger_server.client(ledger_server.key()), "desc")]:
        answer = other.get("/events", params={"cursor": cursor, "order": order})
        assert answer.json()["code"] == "invalid_cursor"


def test_a_cursor_does_not_go_with_an_offset(client: httpx.Client) -> None:
    cursor = _a_cursor(client)
    answer = client.get("/events", params={"cursor": cursor, "offset": 1})
    assert problems_of(answer) == {"offset": "can't be combined with cursor"}
    assert client.get("/events", params={"cursor": cursor, "offset": 0}).status_code == 200


def test_an_offset_beyond_the_end_is_empty(client: httpx.Client) -> None:
    record(client, event())
    page = client.get("/events", params={"offset": 1_000_000_000}).json()
    assert (page["events"], page["total"], page["next_cursor"]) == ([], 1, None)


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("limit=0", "limit", "must be from 1 to 1000"),
        ("limit=1001", "limit", "must be from 1 to 1000"),
        ("limit=1e1", "limit", "must be an integer"),
        ("limit=", "limit", "must be an integer"),
        ("limit=%D9%A1", "limit", "must be an integer"),
        ("limit=99999999999999999999999", "limit", "must be from 1 to 1000"),
        ("search=%20%C2%85", "search", "must contain more than white space"),
        (f"search={'+'.join('abcdefghijklmnopq')}", "search", "must have at most 16 different words, not 17"),
        ("offset=-1", "offset", "must be from 0 to 1000000000"),
        ("offset=1000000001", "offset", "must be from 0 to 1000000000"),
        ("order=up", "order", "must be 'desc' or 'asc'"),
        ("actor_id=", "actor_id", "must not be empty"),
        ("actor_id=" + "a" * 256, "actor_id", "is longer than 255 characters"),
        ("actor=u", "actor", "is not known; did you mean 'actor_id'?"),
        ("limt=1", "limt", "is not known; did you mean 'limit'?"),
        ("csv_raw=true", "csv_raw", None),
        ("limit=1&limit=1", "limit", "is given more than once"),
        ("actor_id=%ff", "actor_id", "is not percent-encoded UTF-8"),
        ("start_date=yesterday", "start_date", None),
        ("start_date=2026-01-01T00:00:00", "start_date", None),
        ("end_date=2026-02-30", "end_date", None),
    ],
)
def test_a_bad_parameter_is_named(client: httpx.Client, query: str, field: str, message: str | None) -> None:
    problems = problems_of(client.get(f"/events?{query}"))
    assert problems.keys() == {field}
    assert message in (None, problems[field])


def test_a_plus_is_a_space_and_an_ampersand_alone_is_nothing(client: httpx.Client) -> None:
    record(client, by("Alice Smith"))
    assert client.get("/events?actor_name=alice+smith&&").json()["total"] == 1


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
