"""Tenants side by side: every answer is the same, to the byte, whatever the neighbours have stored.

Two accounts, and within an account two keys that are bound to an organisation beside one that isn't.
"""

import itertools
import json
import re
from typing import Any

import httpx
import pytest

from server.conftest import Served
from server.samples import event, new_id, record_all

FILTERS = {
    "actor_id": "user_1",
    "actor_name": "ali",
    "actor_email": "alice@example.com",
    "action": "deleted",
    "resource_type": "invoice",
    "resource_id": "inv_1",
    "search": "alice deleted",
    "start_date": "2026-01-02",
    "end_date": "2026-01-04",
}
PLACES = ("/events", "/events?order=asc", "/events/export", "/events/export?format=csv&order=asc")


def some_events(organization: str | None) -> list[dict[str, Any]]:
    """Events that every filter finds some of, and misses some of."""
    return [
        event(
            id=new_id(),
            organization_id=organization,
            actor={"id": f"user_{n % 2}", "name": ("Alice", "Bob")[n % 2], "email": "alice@example.com"},
            action=("invoice.deleted", "invoice.created")[n % 3 == 0],
            resource={"type": "invoice", "id": f"inv_{n % 3}"},
            timestamp=f"2026-01-0{n % 5 + 1}T00:00:00Z",
        )
        for n in range(8)
    ]


def answers(client: httpx.Client, ids: list[str], *, usage: bool = False) -> dict[str, tuple[int, bytes]]:
    """What a tenant is told in every place, by every filter and each two of them, and about every id."""
    picks = [*itertools.combinations(FILTERS, 1), *itertools.combinations(FILTERS, 2)]
    asked = [(place, {name: FILTERS[name] for name in pick}) for place in PLACES for pick in [(), *picks]]
    asked += [(f"/events/{each}", {}) for each in ids]
    asked += [("/events/export", {"after": each}) for each in ids]
    asked += [("/usage", {})] if usage else []
    told = {}
    for place, filters in asked:
        url = httpx.URL(place).copy_merge_params(filters)
        told[str(url)] = plain(client.get(url))
    return told | {f"page {n}": page for n, page in enumerate(pages(client))}


def pages(client: httpx.Client) -> list[tuple[int, bytes]]:
    """All pages of three events."""
    found, cursor = [], None
    while True:
        answer = client.get("/events", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        found.append(plain(answer))
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found


def plain(answer: httpx.Response) -> tuple[int, bytes]:
    """Status and body, but for the id of the request."""
    return answer.status_code, re.sub(rb"req_[0-9a-f-]{36}", b"req_", answer.content)


def test_what_another_account_stores_changes_no_answer(ledger_server: Served) -> None:
    mine, theirs = (ledger_server.client(ledger_server.key()) for _ in range(2))
    own = [each["id"] for each in record_all(mine, some_events("org"))]
    foreign = some_events("org")
    ids = [*own, *(each["id"] for each in foreign)]
    before = answers(mine, ids, usage=True)
    record_all(theirs, foreign)
    assert answers(mine, ids, usage=True) == before
    # The same id is theirs and mine: no account learns of another's.
    taken = mine.post("/events", json=event(id=foreign[0]["id"]))
    assert (taken.status_code, taken.headers.get("idempotent-replayed")) == (201, None)


def test_what_another_organisation_stores_changes_no_answer(ledger_server: Served) -> None:
    account = ledger_server.account()
    owner = ledger_server.client(ledger_server.key(account))
    one, other = (
        ledger_server.client(ledger_server.key(account, organization=name, bound=True))
        for name in ("org_1", "org_2")
    )
    own = [each["id"] for each in record_all(one, some_events(None))]
    foreign = [some_events("org_2"), some_events(None)]
    ids = [*own, *(each["id"] for some in foreign for each in some)]
    before = answers(one, ids)
    record_all(other, foreign[0])
    record_all(owner, foreign[1])
    assert answers(one, ids) == before
    assert owner.get("/events").json()["total"] == 24


def test_a_cursor_leads_to_ones_own_events_alone(ledger_server: Served) -> None:
    account = ledger_server.account()
    owner, stranger = (
        ledger_server.client(ledger_server.key(account)),
        ledger_server.client(ledger_server.key()),
    )
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    record_all(owner, [each for name in ("org_1", "org_2") for each in some_events(name)])
    cursor = owner.get("/events?organization_id=org_2&limit=1").json()["next_cursor"]
    page = bound.get("/events", params={"cursor": cursor}).json()
    assert {each["organization_id"] for each in page["events"]} == {"org_1"}
    assert page["total"] == 8
    refused = stranger.get("/events", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("place", ["/events", "/events/export"])
def test_a_bound_key_cannot_ask_for_another_organisation(ledger_server: Served, place: str) -> None:
    account = ledger_server.account()
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    told = [plain(bound.get(place, params={"organization_id": "org_2"}))]
    record_all(ledger_server.client(ledger_server.key(account)), some_events("org_2"))
    told += [plain(bound.get(place, params={"organization_id": "org_2"}))]
    assert told[0] == told[1]
    assert told[0][0] == 403


def test_a_batch_writes_into_no_other_organisation(ledger_server: Served) -> None:
    account = ledger_server.account()
    owner = ledger_server.client(ledger_server.key(account))
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    body = {"events": [event(organization_id=name) for name in ("org_1", "org_2", None, "org_2")]}
    results = json.loads(bound.post("/events/batch", json=body).content)["results"]
    assert [each["status"] for each in results] == [201, 403, 201, 403]
    assert owner.get("/events?organization_id=org_2").json()["total"] == 0
    assert owner.get("/events").json()["total"] == 2
