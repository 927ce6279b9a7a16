"""Tenant isolation: a tenant gets the same responses as from a ledger that holds its events alone.

A tenant is an account next to another one, or a key that is bound to one of several organizations. Every
operation of the contract is requested from both ledgers, and every response compared.
"""

import contextlib
import itertools
import json
import re
from collections.abc import Iterator

import httpx
import pytest

from auditledge import contract
from auditledge.server.accounts import plans
from auditledge.server.stores.urls import open_store
from server.api.tenants import (
    COMMON,
    PROBES,
    THEIRS,
    Tenant,
    comparable,
    everything,
    fill,
    some_events,
    their_events,
    whole_stream,
)
from server.conftest import Served, serving
from server.samples import event, new_id, record_all

OF_PAGES = {"order", "limit", "offset", "cursor"}


@pytest.fixture(scope="module", params=["account", "organisation"])
def tenant(
    request: pytest.FixtureRequest, ledger_server: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tenant]:
    database = f"sqlite:///{tmp_path_factory.mktemp('alone') / 'ledger.db'}"
    with serving(database) as url, contextlib.closing(open_store(database)) as store:
        alone = Served(url, store)
        yield fill(ledger_server, alone, bound=request.param == "organisation")
        alone.close()


# The requests, by operation. Every response must be the same from both ledgers.


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
def test_every_response_is_that_of_a_ledger_without_others(tenant: Tenant, operation: str) -> None:
    beside, alone = (
        [comparable(each) for each in PROBES[operation](client, tenant)]
        for client in (tenant.shared, tenant.alone)
    )
    assert beside == alone
    (usage,) = PROBES["getUsage"](tenant.shared, tenant)
    assert usage.json()["events_this_month"] >= len(tenant.own)


def test_what_a_tenant_writes_changes_no_response_to_others(tenant: Tenant) -> None:
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


# Cursors and tokens, and what two organizations of one account share.


@pytest.fixture
def account(ledger_server: Served) -> str:
    return ledger_server.account()


@pytest.fixture
def bound(ledger_server: Served, account: str) -> httpx.Client:
    return ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))


@pytest.fixture
def owner(ledger_server: Served, account: str) -> httpx.Client:
    return ledger_server.client(ledger_server.key(account))


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


def test_an_id_that_a_sibling_has_is_refused_like_one_of_ones_own(
    owner: httpx.Client, bound: httpx.Client
) -> None:
    theirs, own = event(id=new_id(), organization_id="org_2"), event(id=new_id())
    record_all(owner, [theirs])
    record_all(bound, [own])
    asked = [own | {"action": "changed"}, theirs | {"organization_id": None}]
    answers = [comparable(bound.post("/events", json=each)) for each in asked]
    assert answers[0][0] == 409
    assert answers == answers[:1] * 2
    items = bound.post("/events/batch", json={"events": asked}).json()["results"]
    assert [each | {"index": 0} for each in items] == items[:1] * 2
    assert owner.get(f"/events/{theirs['id']}").json()["action"] == theirs["action"]


def test_organizations_share_the_limit_of_their_account(
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
