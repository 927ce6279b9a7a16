"""Tenants side by side: what a tenant is told is what a ledger tells that holds its events alone.

A tenant is an account beside another one, or a key that is bound to an organisation beside other
organisations and another account. Every operation of the contract is asked in both ledgers, and every answer
compared.
"""

import base64
import contextlib
import itertools
import json
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import httpx
import pytest

from auditledge import contract
from auditledge.server.accounts import plans
from auditledge.server.errors import LedgerError
from auditledge.server.ledger import page_cursor
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.models import SortKey
from auditledge.server.stores.urls import open_store
from server.conftest import Served, serving
from server.samples import Event, event, new_id, record_all

COMMON = {
    "organization_id": "org_1",
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
"""Filters that find some of everybody's events, and miss some."""
THEIRS = {
    "organization_id": "org_2",
    "actor_id": "mallory",
    "actor_name": "mallory",
    "actor_email": "mallory@example.com",
    "action": "secret",
    "resource_type": "vault",
    "resource_id": "v_1",
    "search": "secret vault",
    "start_date": "2026-02-01",
    "end_date": "2025-12-31",
}
"""Filters that find events of neighbours, and hardly any of the tenant's."""
EMAILS = ("alice@example.com", "bob@example.com")
OF_PAGES = {"order", "limit", "offset", "cursor"}
OF_EACH_ANSWER = {"date", "x-request-id", "content-length"}


class Tenant(NamedTuple):
    """A tenant beside others and alone, with all that it stored; and those others.

    `siblings` are of its account, `strangers` of another one.
    """

    shared: httpx.Client
    alone: httpx.Client
    own: list[Event]
    siblings: list[httpx.Client]
    strangers: list[httpx.Client]
    theirs: list[Event]
    new: list[Event]
    """Events to be written, in part with ids that strangers have taken."""
    misplaced: list[Event]
    """Events to be written into organisations that a bound key does not reach."""


@pytest.fixture(scope="module", params=["account", "organisation"])
def tenant(
    request: pytest.FixtureRequest, ledger_server: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tenant]:
    database = f"sqlite:///{tmp_path_factory.mktemp('alone') / 'ledger.db'}"
    with serving(database) as url, contextlib.closing(open_store(database)) as store:
        alone = Served(url, store)
        yield fill(ledger_server, alone, bound=request.param == "organisation")
        alone.close()


def fill(beside: Served, alone: Served, *, bound: bool) -> Tenant:
    """Have everybody write by turns; half of what is stored is sealed."""
    name, organization = beside.account(), "org_1" if bound else None
    everywhere = (None, "org_1", "org_2")
    tenant = beside.client(beside.key(name, organization=organization, bound=bound))
    strangers = [beside.client(beside.key())]
    siblings, theirs = [], [[*some_events(*everywhere), *their_events()]]
    if bound:
        siblings = [
            beside.client(beside.key(name)),
            beside.client(beside.key(name, organization="org_2", bound=True)),
        ]
        theirs = [some_events(None, "org_2"), [*some_events("org_2"), *their_events()], *theirs]
    own = some_events(*(["org_1"] if bound else everywhere))
    theirs[-1] += [each | {"action": "secret.of.the.same.id"} for each in own]
    lone = alone.client(alone.key(organization=organization, bound=bound))
    for start in range(0, max(map(len, theirs)), 2):
        for neighbour, events in zip([*siblings, *strangers], theirs, strict=True):
            record_all(neighbour, events[start : start + 2])
        for client in (tenant, lone):
            record_all(client, own[start : start + 2])
        if start == 12:
            Compactor(beside.store, 64).step(beside.store.ensure_account(name, "growth"))
    taken = [each | {"id": their["id"]} for each, their in zip(own, theirs[-1], strict=False)]
    return Tenant(
        tenant,
        lone,
        own,
        siblings,
        strangers,
        list(itertools.chain(*theirs)),
        [*some_events(organization), *taken],
        their_events(),
    )


def some_events(*organizations: str | None) -> list[Event]:
    """Events that each of the common filters finds some of, and misses some of."""
    return [
        event(
            id=new_id(),
            organization_id=organizations[n % len(organizations)],
            actor={"id": f"user_{n // 2 % 2}", "name": ("Alice", "Bob")[n % 2], "email": EMAILS[n % 3 == 0]},
            action=("invoice.deleted", "invoice.created")[n % 4 == 0],
            resource={"type": ("invoice", "bill")[n % 5 == 0], "id": f"inv_{n % 2}"},
            timestamp=f"2026-01-0{n % 5 + 1}T00:00:00Z",
        )
        for n in range(18)
    ]


def their_events() -> list[Event]:
    """Events that nobody else has any like."""
    return [
        event(
            id=new_id(),
            organization_id="org_2",
            actor={"id": "mallory", "name": "Mallory", "email": "mallory@example.com"},
            action="secret.read",
            resource={"type": "vault", "id": f"v_{n}"},
            timestamp=("2025-12-01T00:00:00Z", "2026-02-02T00:00:00Z")[n % 2],
        )
        for n in range(4)
    ]


# What is asked, by operation. Whatever is told must be the same in both ledgers.

Told = tuple[int, dict[str, str], str]
Probe = Callable[[httpx.Client, Tenant], Iterable[httpx.Response]]


def lists(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    """By every combination of filters, the ends of time together; page by page; and by offset."""
    ends = {name: COMMON[name] for name in ("start_date", "end_date")}
    others = [{name: value} for name, value in COMMON.items() if name not in ends]
    for n, pick in enumerate(subsets([ends, *others])):
        yield client.get("/events", params=merged(pick) | {"order": ("asc", "desc")[n % 2]})
    for filters in [*pairs(COMMON), *pairs(THEIRS)]:
        yield client.get("/events", params=filters | {"limit": 5, "offset": 2})
    for order in ("asc", "desc"):
        yield from pages(client, order)


def exports(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for n, filters in enumerate([*pairs(COMMON), *pairs(THEIRS)]):
        yield client.get("/events/export", params=filters | {"format": ("json", "csv")[n % 2]})
    for each in [*tenant.own, *tenant.theirs]:
        yield client.get("/events/export", params={"after": each["id"], "order": "asc"})


def streams(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for filters in [*pairs(COMMON), *pairs(THEIRS)]:
        yield client.get("/events/stream", params=filters | {"follow": "false", "after": "beginning"})
    for token in re.findall("^id: (.*)$", whole_stream(client).text, re.MULTILINE):
        yield client.get("/events/stream?follow=false", headers={"Last-Event-ID": token})


def fetches(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for each in [*tenant.own, *tenant.theirs, *tenant.new]:
        yield client.get(f"/events/{each['id']}")


def creates(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for each in written(tenant):
        yield client.post("/events", json=each)


def creates_batches(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    yield client.post("/events/batch", json={"events": written(tenant)})
    yield client.post("/events/batch", json={"events": written(tenant)}, headers={"Prefer": "return=minimal"})


def written(tenant: Tenant) -> list[Event]:
    """New events, some stored ones again, as they were and otherwise, and some for others' organisations."""
    changed = [each | {"action": "changed"} for each in tenant.own[:4]]
    return [*tenant.new, *tenant.own[:4], *changed, *tenant.misplaced]


PROBES: dict[str, Probe] = {
    "createEvent": creates,
    "createEventBatch": creates_batches,
    "listEvents": lists,
    "exportEvents": exports,
    "streamEvents": streams,
    "getEvent": fetches,
    "getUsage": lambda client, _: [client.get("/usage")],
    "getHealth": lambda client, _: [client.get("/health")],
    "getLiveness": lambda client, _: [client.get("/health/live")],
    "getReadiness": lambda client, _: [client.get("/health/ready")],
}


def test_the_whole_contract_is_asked() -> None:
    assert PROBES.keys() == contract.OPERATIONS.keys()
    assert COMMON.keys() == THEIRS.keys() == contract.OPERATIONS["listEvents"].parameters.keys() - OF_PAGES


def test_filters_tell_the_events_apart(tenant: Tenant) -> None:
    everything = filters_find(tenant.shared, {})
    found = {name: filters_find(tenant.shared, {name: value}) for name, value in COMMON.items()}
    assert all(0 < count < everything for name, count in found.items() if name != "organization_id"), found
    assert all(filters_find(tenant.strangers[0], {name: value}) for name, value in THEIRS.items())


def filters_find(client: httpx.Client, filters: dict[str, str]) -> int:
    total: int = client.get("/events", params=filters).json()["total"]
    return total


@pytest.mark.parametrize("operation", PROBES)
def test_every_answer_is_that_of_a_ledger_with_nobody_else(tenant: Tenant, operation: str) -> None:
    beside, alone = (
        [told(each) for each in PROBES[operation](client, tenant)] for client in (tenant.shared, tenant.alone)
    )
    assert beside == alone
    (usage,) = PROBES["getUsage"](tenant.shared, tenant)
    assert usage.json()["events_this_month"] >= len(tenant.own)


def test_what_a_tenant_writes_changes_no_answer_to_others(tenant: Tenant) -> None:
    others = [*tenant.siblings[1:], *tenant.strangers]  # the first sibling is the whole account
    before = [everything(client) for client in others]
    for operation in ("createEvent", "createEventBatch"):
        list(PROBES[operation](tenant.shared, tenant))
    record_all(tenant.shared, some_events("org_1"))
    assert [everything(client) for client in others] == before


def test_no_event_of_another_comes_down_a_stream(tenant: Tenant) -> None:
    """While everybody writes, the others first."""
    unchecked = httpx.Client(base_url=tenant.shared.base_url, headers=tenant.shared.headers)
    with unchecked, unchecked.stream("GET", "/events/stream") as answer:
        lines = answer.iter_lines()
        next(line for line in lines if line.startswith("id: "))
        for neighbour in [*tenant.siblings, *tenant.strangers]:
            record_all(neighbour, their_events())
        mine = record_all(tenant.shared, some_events("org_1"))
        told = (json.loads(line[6:]) for line in lines if line.startswith("data: "))
        assert list(itertools.islice(told, len(mine))) == mine


def told(answer: httpx.Response) -> Told:
    """An answer without what is made anew each time, and the engine, which alone is SQLite."""
    text = re.sub("req_[0-9a-f-]{36}", "req_", answer.text)
    text = re.sub('"(received_at|next_cursor|engine)":"[^"]+"', r'"\1":""', text)
    text = re.sub("^(evt_[^,]+,[^,]+),[^,]+", r"\1,", text, flags=re.MULTILINE)  # of a CSV
    text = re.sub("^id: .+", "id: ", text, flags=re.MULTILINE)
    headers = {name: value for name, value in answer.headers.items() if name not in OF_EACH_ANSWER}
    return answer.status_code, headers, text


def everything(client: httpx.Client) -> list[str]:
    """All that a client can see."""
    return [client.get(path).text for path in ("/events?limit=1000", "/events/export?format=csv", "/usage")]


def whole_stream(client: httpx.Client) -> httpx.Response:
    return client.get("/events/stream?follow=false&after=beginning")


def pages(client: httpx.Client, order: str) -> Iterator[httpx.Response]:
    """All pages of three events."""
    cursor: dict[str, str] | None = {}
    while cursor is not None:
        answer = client.get("/events", params={"limit": 3, "order": order} | cursor)
        yield answer
        following = answer.json()["next_cursor"]
        cursor = None if following is None else {"cursor": following}


def subsets(filters: Sequence[dict[str, str]]) -> Iterator[tuple[dict[str, str], ...]]:
    return itertools.chain.from_iterable(itertools.combinations(filters, n) for n in range(len(filters) + 1))


def pairs(filters: dict[str, str]) -> list[dict[str, str]]:
    """No filter, each one, and each two of them."""
    some = [{name: value} for name, value in filters.items()]
    return [merged(pick) for n in range(3) for pick in itertools.combinations(some, n)]


def merged(pick: Iterable[dict[str, str]]) -> dict[str, str]:
    return {name: value for each in pick for name, value in each.items()}


# Places, and what two organisations of one account share.


@pytest.fixture
def account(ledger_server: Served) -> str:
    return ledger_server.account()


@pytest.fixture
def owner(ledger_server: Served, account: str) -> httpx.Client:
    return ledger_server.client(ledger_server.key(account))


@pytest.fixture
def bound(ledger_server: Served, account: str) -> httpx.Client:
    return ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))


def test_a_cursor_leads_to_ones_own_events_alone(
    ledger_server: Served, owner: httpx.Client, bound: httpx.Client
) -> None:
    stranger = ledger_server.client(ledger_server.key())
    record_all(owner, [each for name in ("org_1", "org_2") for each in some_events(name)])
    cursor = owner.get("/events?organization_id=org_2&limit=1").json()["next_cursor"]
    page = bound.get("/events", params={"cursor": cursor}).json()
    assert {each["organization_id"] for each in page["events"]} == {"org_1"}
    assert page["total"] == 18
    refused = stranger.get("/events", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


def test_a_token_of_another_leads_to_ones_own_events_alone(
    ledger_server: Served, owner: httpx.Client, bound: httpx.Client
) -> None:
    stranger = ledger_server.client(ledger_server.key())
    record_all(stranger, some_events("org_2"))
    record_all(owner, some_events("org_2"))
    token = re.findall("^id: (.*)$", whole_stream(owner).text, re.MULTILINE)[3]
    record_all(owner, [*some_events("org_1"), *some_events("org_2")])
    stream = bound.get("/events/stream?follow=false", headers={"Last-Event-ID": token})
    found = [json.loads(data) for data in re.findall("^data: (.*)$", stream.text, re.MULTILINE)]
    assert [each["organization_id"] for each in found] == ["org_1"] * 18
    refused = stranger.get("/events/stream?follow=false", headers={"Last-Event-ID": token})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_cursor")


def test_a_cursor_does_not_tell_how_many_events_others_have() -> None:
    spelled = [page_cursor.encode(SortKey(7, sequence), "asc", 1, b"secret") for sequence in (10, 11)]
    one, other = map(base64.urlsafe_b64decode, spelled)
    assert struct.pack(">q", 10)[-4:] not in one
    # Not under a pad that both have in common, either.
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 6


def test_a_cursor_of_an_earlier_version_is_good() -> None:
    cursor = "AQAGR0hGIEAAAAAAAAAAACphy0nIQ6mOpwo"
    assert page_cursor.decode(cursor, "asc", 7, b"secret") == SortKey(1_767_225_600_000_000, 42)
    for bad in [
        (cursor, "desc", 7),
        (cursor, "asc", 8),
        (cursor[:-1] + "A", "asc", 7),
        (cursor[1:], "asc", 7),
    ]:
        with pytest.raises(LedgerError, match="invalid_cursor"):
            page_cursor.decode(*bad, b"secret")


def test_an_id_that_a_sibling_has_is_refused_like_one_of_ones_own(
    owner: httpx.Client, bound: httpx.Client
) -> None:
    theirs, own = event(id=new_id(), organization_id="org_2"), event(id=new_id())
    record_all(owner, [theirs])
    record_all(bound, [own])
    asked = [own | {"action": "changed"}, theirs | {"organization_id": None}]
    answers = [told(bound.post("/events", json=each)) for each in asked]
    assert answers[0][0] == 409
    assert answers == answers[:1] * 2
    items = bound.post("/events/batch", json={"events": asked}).json()["results"]
    assert [each | {"index": 0} for each in items] == items[:1] * 2
    assert owner.get(f"/events/{theirs['id']}").json()["action"] == theirs["action"]


def test_organisations_share_the_limit_of_their_account(
    ledger_server: Served, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(plans.PLANS, "free", plans.Plan("free", 30, 30))
    owner = ledger_server.client(ledger_server.key(account, plan="free"))
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    record_all(owner, some_events("org_2"))
    record_all(bound, some_events(None)[:12])
    assert bound.post("/events", json=event()).json()["code"] == "quota_exceeded"
    usages = [client.get("/usage").json() for client in (owner, bound)]
    assert [each["events_this_month"] for each in usages] == [30, 12]
    assert usages[0] | {"events_this_month": 12} == usages[1]
