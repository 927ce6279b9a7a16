"""A model of searching in plain Python, after the words of the contract, and searches to compare with it."""

import contextlib
import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import httpx
from hypothesis import strategies as st

from auditledge.contract.csv_columns import CSV_COLUMNS
from server.conftest import Served
from server.samples import Event, event, record_all

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


Search = tuple[dict[str, str], str, int]
"""Filters, an order, and the number of events of a page."""


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
        "end_before": lambda value: instant(stored["timestamp"]) < instant(value),
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
events = st.fixed_dictionaries(
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
search_filters = st.fixed_dictionaries(
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
        "end_before": _instants | st.sampled_from(["2026-01-01", "2026-01-02"]),
    },
)


def pages_by_cursor(client: httpx.Client, filters: dict[str, str], order: str, limit: int) -> list[Event]:
    """The events of all pages. From the last page back to the first, and forth again, they are the same."""
    params: dict[str, Any] = filters | {"order": order, "limit": limit}
    pages = list(_walk(client, params, "next_cursor"))
    if len(pages) > 1:
        last = client.get("/events", params=params | {"cursor": pages[-2]["next_cursor"]}).json()
        back = list(_walk(client, params | {"cursor": last["prev_cursor"]}, "prev_cursor"))[::-1]
        assert [each["events"] for each in back] == [each["events"] for each in pages[:-1]]
        again = list(_walk(client, params | {"cursor": back[0]["next_cursor"]}, "next_cursor"))
        assert [each["events"] for each in again] == [each["events"] for each in pages[1:]]
    assert all(len(each["events"]) == limit for each in pages[:-1])
    return list(chain.from_iterable(each["events"] for each in pages))


def _walk(client: httpx.Client, params: dict[str, Any], link: str) -> Iterator[dict[str, Any]]:
    """Pages, each by the cursor of the one before."""
    while True:
        page = client.get("/events", params=params).json()
        yield page
        if page.get(link) is None:
            return
        params = params | {"cursor": page[link]}


def a_cursor(client: httpx.Client, order: str = "desc", link: str = "next_cursor") -> str:
    """A cursor of the account, in either direction."""
    record_all(client, [event()] * 3)
    cursor: str = client.get("/events", params={"limit": 1, "offset": 1, "order": order}).json()[link]
    return cursor


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
    given = {name: value or "" for name, value in values.items()}
    return dict.fromkeys(CSV_COLUMNS, "") | given | {"metadata": "{}"}


def check_searches(served: Served, sent: list[Event], queries: list[Search]) -> None:
    """Store events in a new account, and demand of every way to search them what the model says."""
    with contextlib.closing(served.client(served.key())) as client:
        stored = record_all(client, sent)
        for filters, order, limit in [({}, "desc", 7), *queries]:
            want = expected(stored, filters, order)
            page = client.get(
                "/events", params=filters | {"order": order, "limit": limit, "offset": 2}
            ).json()
            assert page["events"] == want[2 : 2 + limit]
            assert (page["total"], page["limit"], page["offset"]) == (len(want), limit, 2)
            assert (page["next_cursor"] is None) == (len(want) <= 2 + limit)
            assert ("prev_cursor" in page) == bool(want)
            assert pages_by_cursor(client, filters, order, limit) == want
            assert exported(client, filters, order) == want
            assert exported_cells(client, filters, order) == [cells(each) for each in want]
