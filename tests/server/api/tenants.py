"""Tenants next to each other, and every request that one of them can send."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import httpx

from auditledge.server.stores.columnar.compactor import Compactor
from server.conftest import Served
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
    "end_before": "2026-01-04",
    "actor_type": "service",
    "on_behalf_of_id": "owner_1",
    "outcome": "failure",
    "ip": "10.0.0.1",
    "request_id": "req_1",
    "session_id": "session_1",
    "trace_id": "trace_1",
    "source_id": "source_1",
    "changed": "status",
    "target_id": "target_1",
    "action_is": "invoice.deleted",
    "q": "actor.id:user_1 -metadata.n:2",
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
    "end_before": "2025-12-31",
    "actor_type": "agent",
    "on_behalf_of_id": "trent",
    "outcome": "denied",
    "ip": "192.0.2.1",
    "request_id": "req_secret",
    "session_id": "session_secret",
    "trace_id": "trace_secret",
    "source_id": "source_secret",
    "changed": "combination",
    "target_id": "safe_1",
    "action_is": "secret.read",
    "q": "actor:mallory OR metadata.secret:*",
}
"""Filters that match events of other tenants, and hardly any of the tenant's own."""


COMBINED = (
    *("organization_id", "actor_id", "actor_name", "actor_email"),
    *("action", "resource_type", "resource_id", "search"),
)
"""The filters that are tried in every combination. All filters would be too many."""


EMAILS = ("alice@example.com", "bob@example.com")


CHANGING_HEADERS = {"date", "x-request-id", "content-length"}


class Tenant(NamedTuple):
    """A tenant next to others, and alone, with all that it stored; and those others.

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
    """Events for organizations that a bound key has no access to."""


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
            actor={
                "id": f"user_{n // 2 % 2}",
                "name": ("Alice", "Bob")[n % 2],
                "email": EMAILS[n % 3 == 0],
                "type": ("user", "service")[n % 2],
            },
            action=("invoice.deleted", "invoice.created")[n % 4 == 0],
            resource={"type": ("invoice", "bill")[n % 5 == 0], "id": f"inv_{n % 2}"},
            timestamp=f"2026-01-0{n % 5 + 1}T00:00:00Z",
            **members(n % 3 + 1, ("success", "failure")[n % 2], ("status", "plan")[n % 2]),
        )
        for n in range(18)
    ]


def members(n: int, outcome: str, changed: str) -> Event:
    """What contract 1.1 adds to an event."""
    return {
        "on_behalf_of": {"id": f"owner_{n}"},
        "outcome": outcome,
        "context": {
            "ip": f"10.0.0.{n}",
            "request_id": f"req_{n}",
            "session_id": f"session_{n}",
            "trace_id": f"trace_{n}",
        },
        "changes": {changed: {"before": n, "after": n + 1}},
        "targets": [{"type": "file", "id": f"target_{n}"}],
        "source_id": f"source_{n}",
        "metadata": {"n": n},
    }


def their_events() -> list[Event]:
    """Events that nobody else has any like."""
    return [
        event(
            id=new_id(),
            organization_id="org_2",
            actor={"id": "mallory", "name": "Mallory", "email": "mallory@example.com", "type": "agent"},
            action="secret.read",
            resource={"type": "vault", "id": f"v_{n}"},
            timestamp=("2025-12-01T00:00:00Z", "2026-02-02T00:00:00Z")[n % 2],
            on_behalf_of={"id": "trent", "name": "Trent"},
            outcome="denied",
            reason="wrong combination",
            context={
                "ip": "192.0.2.1",
                "request_id": "req_secret",
                "session_id": "session_secret",
                "trace_id": "trace_secret",
            },
            changes={"combination": {"before": 1, "after": 2}},
            targets=[{"type": "safe", "id": "safe_1"}],
            source_id="source_secret",
            metadata={"secret": True},
        )
        for n in range(4)
    ]


Comparable = tuple[int, dict[str, str], str]


Probe = Callable[[httpx.Client, Tenant], Iterable[httpx.Response]]


def lists(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    """By every combination of some filters, the ends of time together; page by page; and by offset."""
    ends = {name: COMMON[name] for name in ("start_date", "end_date", "end_before")}
    others = [{name: COMMON[name]} for name in COMBINED]
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


def exports_as_csv(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for n, filters in enumerate([*pairs(COMMON), *pairs(THEIRS)]):
        yield client.get("/events/export.csv", params=filters | {"csv_raw": ("true", "false")[n % 2]})
    for each in [*tenant.own, *tenant.theirs]:
        yield client.get("/events/export.csv", params={"after": each["id"], "order": "asc"})


def streams(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for filters in [*pairs(COMMON), *pairs(THEIRS)]:
        yield client.get("/events/stream", params=filters | {"follow": "false", "after": "beginning"})
    for token in re.findall("^id: (.*)$", whole_stream(client).text, re.MULTILINE):
        yield client.get("/events/stream?follow=false", headers={"Last-Event-ID": token})


def counts(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for filters in [*pairs(COMMON), *pairs(THEIRS)]:
        for by in ("actor_id", "time"):
            yield client.get("/events/counts", params=filters | {"by": by})
    for prefix in ("a", "u", "o", "s"):
        yield client.get("/events/counts", params={"by": "actor_id", "prefix": prefix})


def facets(client: httpx.Client, tenant: Tenant) -> Iterator[httpx.Response]:
    for filters in [*pairs(COMMON), *pairs(THEIRS)]:
        by = "action,actor_id,organization_id,resource_type"
        yield client.get("/events/facets", params=filters | {"by": by})


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
    """New events, some stored ones again, both unchanged and changed, and some for other organizations."""
    changed = [each | {"action": "changed"} for each in tenant.own[:4]]
    return [*tenant.new, *tenant.own[:4], *changed, *tenant.misplaced]


PROBES: dict[str, Probe] = {
    "createEvent": creates,
    "createEventBatch": creates_batches,
    "listEvents": lists,
    "exportEvents": exports,
    "exportEventsCsv": exports_as_csv,
    "streamEvents": streams,
    "countEvents": counts,
    "countFacets": facets,
    "getEvent": fetches,
    "getUsage": lambda client, _: [client.get("/usage")],
    "getHealth": lambda client, _: [client.get("/health")],
    "getLiveness": lambda client, _: [client.get("/health/live")],
    "getReadiness": lambda client, _: [client.get("/health/ready")],
}


def comparable(answer: httpx.Response) -> Comparable:
    """A response without what differs each time, or between ledgers: the engine, and the account's id."""
    text = re.sub("req_[0-9a-f-]{36}", "req_", answer.text)
    text = re.sub('"(received_at|next_cursor|prev_cursor|engine|account)":"[^"]+"', r'"\1":""', text)
    text = re.sub("^(evt_[^,]+,[^,]+),[^,]+", r"\1,", text, flags=re.MULTILINE)  # of a CSV
    text = re.sub("^id: .+", "id: ", text, flags=re.MULTILINE)
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING_HEADERS}
    return answer.status_code, headers, text


def everything(client: httpx.Client) -> list[str]:
    """All that a client can see."""
    return [client.get(path).text for path in ("/events?limit=1000", "/events/export?format=csv", "/usage")]


def whole_stream(client: httpx.Client) -> httpx.Response:
    return client.get("/events/stream?follow=false&after=beginning")


def pages(client: httpx.Client, order: str) -> Iterator[httpx.Response]:
    """All pages of three events, from the first to the last, and back."""
    cursor: dict[str, str] = {}
    for link in ("next_cursor", "prev_cursor"):
        following: str | None = ""
        while following is not None:
            answer = client.get("/events", params={"limit": 3, "order": order} | cursor)
            yield answer
            following = answer.json().get(link)
            if following is not None:
                cursor = {"cursor": following}


def subsets(filters: Sequence[dict[str, str]]) -> Iterator[tuple[dict[str, str], ...]]:
    return itertools.chain.from_iterable(itertools.combinations(filters, n) for n in range(len(filters) + 1))


def pairs(filters: dict[str, str]) -> list[dict[str, str]]:
    """No filter, each one, and each with the one after it."""
    some = [{name: value} for name, value in filters.items()]
    return [{}, *some, *map(merged, itertools.pairwise(some))]


def merged(pick: Iterable[dict[str, str]]) -> dict[str, str]:
    return {name: value for each in pick for name, value in each.items()}
